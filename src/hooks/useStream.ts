import { use, useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { ReplyId } from '../../protocol/ids.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import type { Reply, ReplyState } from '../conversation/reply.ts';
import type { ChatSession } from '../session/ChatSession.ts';
import { SessionContext } from './useSession.ts';

/** One reply at a time, streamed into the store of a session. */
export interface Stream {
  /** Streams a reply into the store. Never rejects: a failure is the state it resolves with. */
  start(request: ReplyRequest): Promise<ReplyState>;
  /** Keeps what has arrived. Safe when nothing streams. */
  stop(): void;
  /** The reply that was started last, as it grows and when it has ended; `undefined` before the first. */
  readonly reply: Reply | undefined;
}

/**
 * Streams replies without a conversation around them.
 *
 * @throws {Error} when no session is given and none is around the component.
 * @see docs/spec.md N18
 */
export function useStream(options: { session?: ChatSession } = {}): Stream {
  const around = use(SessionContext);
  const session = options.session ?? around;
  if (!session) throw new Error('useStream needs a session: pass one, or render inside of a SessionContext.');
  const [replyId, setReplyId] = useState<ReplyId>();
  const reply = useStore(session.store, (state) => (replyId ? state.liveReplies.get(replyId) : undefined));

  useEffect(() => {
    if (!replyId) return undefined;
    return () => session.release(replyId);
  }, [session, replyId]);

  // A stop may come before the render that the start brings about.
  const started = useRef<ReplyId>(undefined);
  const start = useCallback(
    (request: ReplyRequest) => {
      started.current = request.replyId;
      setReplyId(request.replyId);
      return session.start(request);
    },
    [session],
  );
  const stop = useCallback(() => {
    if (started.current) void session.stop(started.current);
  }, [session]);
  return { start, stop, reply };
}
