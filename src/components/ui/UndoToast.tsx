import type { ConversationId } from '../../conversation/Message.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSession } from '../../hooks/useSession.ts';
import type { DeletedConversation, DeletedMessages } from '../../store/ChatState.ts';
import { Toast } from './Toast.tsx';

/** Brings back what was just deleted. Gone after ten seconds, and then that is too. */
export function UndoToast({ onUndone }: { onUndone: (conversationId: ConversationId) => void }) {
  const session = useSession();
  const deleted = useChat((state) => state.lastDeleted);
  if (!deleted) return null;
  const undo = () => {
    void session.undoDelete();
    onUndone(deleted.conversation.id);
  };
  return <Toast words={wordsFor(deleted)} action="Undo" onAction={undo} />;
}

function wordsFor(deleted: DeletedConversation | DeletedMessages): string {
  if (deleted.kind === 'conversation') return 'Chat deleted';
  const { length } = deleted.messageIds;
  return length === 1 ? 'Message deleted' : `${length} messages deleted`;
}
