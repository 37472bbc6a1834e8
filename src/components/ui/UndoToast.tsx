import type { ConversationId } from '../../conversation/Message.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSession } from '../../hooks/useSession.ts';
import { Toast } from './Toast.tsx';

/** Brings back the chat that was just deleted. Gone after ten seconds, and then the chat is too. */
export function UndoToast({ onUndone }: { onUndone: (conversationId: ConversationId) => void }) {
  const session = useSession();
  const deleted = useChat((state) => state.lastDeleted);
  if (!deleted) return null;
  const undo = () => {
    void session.undoDelete();
    onUndone(deleted.conversation.id);
  };
  return <Toast words="Chat deleted" action="Undo" onAction={undo} />;
}
