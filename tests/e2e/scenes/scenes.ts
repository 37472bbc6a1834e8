import { DIALOG_SCENES } from './dialogScenes.ts';
import { LIST_SCENES } from './listScenes.ts';
import { NEW_CHAT_SCENES } from './newChatScenes.ts';
import { REPLY_SCENES } from './replyScenes.ts';
import type { Scene } from './Scene.ts';
import { TURN_SCENES } from './turnScenes.ts';

/** Everything that the page can look like. A state is described here once; axe, the checks of layout and the pictures all go through it. */
export const SCENES: readonly Scene[] = [
  ...NEW_CHAT_SCENES,
  ...REPLY_SCENES,
  ...TURN_SCENES,
  ...LIST_SCENES,
  ...DIALOG_SCENES,
];
