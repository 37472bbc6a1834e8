import { createReply, isFinal } from '../conversation/reply.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { ChatSession } from './ChatSession.ts';
import type { ReplyRunner } from './replyRunner.ts';

/**
 * Replies outside of any conversation: they stay in the store until they are released.
 *
 * @see docs/spec.md N12
 */
export function createLooseReplies(runner: ReplyRunner, store: ChatStore): Pick<ChatSession, 'start' | 'release'> {
  const released = new Set<string>();
  return {
    async start(request) {
      const { replyId, model } = request;
      released.delete(replyId);
      const known = store.getState().liveReplies.get(replyId);
      if (known && isFinal(known.state)) return known.state;
      const reply = await runner.run(request, createReply(replyId, model));
      if (released.delete(replyId)) store.dropReply(replyId);
      return reply.state;
    },
    release(replyId) {
      const { liveReplies, liveRuns } = store.getState();
      const reply = liveReplies.get(replyId);
      if (!reply || liveRuns.has(replyId)) return;
      if (isFinal(reply.state)) store.dropReply(replyId);
      else released.add(replyId);
    },
  };
}
