import type { ConversationId } from '../conversation/Message.ts';
import { activePath } from '../conversation/tree.ts';
import { showTurn } from './showTurn.ts';
import type { ChatSession } from './useSession.ts';

/**
 * Has the browser print a chat as soon as its last turn is drawn.
 *
 * @param onOpen brings the chat into sight.
 * @see docs/spec.md U105
 */
export async function printChat(session: ChatSession, id: ConversationId, onOpen: () => void): Promise<void> {
  onOpen();
  await session.openConversation(id);
  const { conversations, threads } = session.store.getState();
  const last = activePath(threads.get(id) ?? new Map(), conversations.get(id)?.shownChildren ?? {}).at(-1);
  if (!last) return;
  showTurn(last.id, {
    // Once React is done: before a print it draws all turns at once.
    onShown: () => void setTimeout(() => print()),
    scroll: () => undefined,
  });
}
