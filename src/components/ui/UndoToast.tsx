import type { ConversationId } from '../../conversation/Message.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSession } from '../../hooks/useSession.ts';
import type { ChatState } from '../../store/ChatState.ts';
import { say } from '../../words/say.ts';
import { Toast } from './Toast.tsx';

/** Brings back what was just deleted. Gone after ten seconds, and then that is too. */
export function UndoToast({ onUndone }: { onUndone: (conversationIds: readonly ConversationId[]) => void }) {
  const session = useSession();
  const deleted = useChat((state) => state.lastDeleted);
  if (deleted.length === 0) return null;
  const undo = () => {
    const ids = deleted.map(({ conversation }) => conversation.id);
    void session.undoDelete().then(() => onUndone(ids));
  };
  return <Toast words={wordsFor(deleted)} action={say('Undo')} onAction={undo} />;
}

function wordsFor(deleted: ChatState['lastDeleted']): string {
  const [first] = deleted;
  if (first?.kind !== 'messages') {
    return say('{count, plural, one {Chat deleted} other {# chats deleted}}', { count: deleted.length });
  }
  const count = first.messageIds.length;
  return say('{count, plural, one {Message deleted} other {# messages deleted}}', { count });
}
