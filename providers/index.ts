import { openaiChat } from './openaiChat.ts';
import type { Provider } from './Provider.ts';

/** Every wire dialect we speak, by the name that the settings file uses. Adding one is one file and one line here. */
export const providers: Readonly<Record<string, Provider>> = {
  [openaiChat.dialect]: openaiChat,
};
