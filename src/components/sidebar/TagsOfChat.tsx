import type { ConversationId } from '../../conversation/Message.ts';
import { useChat } from '../../hooks/useChat.ts';
import { Lazily } from '../ui/Lazily.tsx';

const loadTags = () => import('./TagsDialog.tsx');

/** What one chat is filed under, in a dialog. */
export function TagsOfChat({ conversationId, onClose }: { conversationId: ConversationId; onClose: () => void }) {
  const conversation = useChat((state) => state.conversations.get(conversationId));
  if (!conversation) return null;
  return <Lazily load={loadTags} props={{ conversations: [conversation], onClose }} onGiveUp={onClose} />;
}
