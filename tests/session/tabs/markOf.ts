import type { ConversationId } from '../../../src/conversation/Message.ts';
import type { createTestBrowser } from './createTestBrowser.ts';

type Browser = ReturnType<typeof createTestBrowser>;
type Tab = ReturnType<Browser['openTab']>;

/** How the list of chats marks a chat. */
export function markOf({ session }: Tab, id: ConversationId): string {
  const { liveRuns, generatingElsewhere, unread } = session.store.getState();
  const isHere = [...liveRuns.values()].some(({ conversationId }) => conversationId === id);
  if (isHere) return 'generating here';
  return generatingElsewhere.has(id) ? 'generating elsewhere' : unread.has(id) ? 'unread' : '';
}
