import type { ConversationId } from '../../conversation/Message.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSession } from '../../hooks/useSession.ts';
import { Toast } from './Toast.tsx';

/** Brings back the chats that were just deleted. Gone after ten seconds, and then the chats are too. */
export function UndoToast({ onUndone }: { onUndone: (conversationIds: readonly ConversationId[]) => void }) {
  const session = useSession();
  const deleted = useChat((state) => state.lastDeleted);
  if (deleted.length === 0) return null;
  const undo = () => {
    const ids = deleted.map(({ conversation }) => conversation.id);
    void session.undoDelete().then(() => onUndone(ids));
  };
  const words = deleted.length === 1 ? 'Chat deleted' : `${deleted.length} chats deleted`;
  return <Toast words={words} action="Undo" onAction={undo} />;
}
