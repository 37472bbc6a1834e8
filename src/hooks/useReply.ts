import type { Run } from '../conversation/Message.ts';
import type { Reply } from '../conversation/reply.ts';
import { useChat } from './useChat.ts';

/** The reply of a run as it is now: while it is being made the growing one, afterwards the one that is stored with its message. */
export function useReply(run: Run): Reply {
  return useChat((state) => state.liveReplies.get(run.reply.replyId)) ?? run.reply;
}
