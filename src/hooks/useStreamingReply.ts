import type { ReplyId } from '../../protocol/ids.ts';
import type { ConversationId } from '../conversation/Message.ts';
import { liveReplyIn } from '../store/selectors.ts';
import { useChat } from './useChat.ts';

/** The reply of a conversation that is being made, on whichever branch; `undefined` when there is none. */
export function useStreamingReply(conversationId: ConversationId | undefined): ReplyId | undefined {
  return useChat((state) => liveReplyIn(state, conversationId));
}
