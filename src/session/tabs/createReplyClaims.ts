import type { ReplyId } from '../../../protocol/ids.ts';
import type { ConversationId } from '../../conversation/Message.ts';
import type { Clock } from '../../transport/Clock.ts';
import type { Release, TabLocks } from './TabLocks.ts';

/** How long a reply's lock is kept after its end, in milliseconds: by then its end is on disk, and whoever is next finds it there. */
const REST_MS = 1000;

/** Which of all tabs follows and writes a reply that nobody looks at. One does at any time, whichever tab closes. */
export interface ReplyClaims {
  /** Stands in the queue for a reply; `onGranted` is called when it is this tab's turn. */
  claim(replyId: ReplyId, conversationId: ConversationId, onGranted: () => void): void;
  /** Whether it is this tab's turn. */
  holds(replyId: ReplyId): boolean;
  /** The reply has ended: leaves the queue. */
  settle(replyId: ReplyId): void;
  /** The replies that have not ended as far as this tab knows. */
  readonly open: ReadonlyMap<ReplyId, ConversationId>;
  /** Leaves every queue. */
  leave(): void;
}

/**
 * No claims yet.
 *
 * @see docs/spec.md G9
 */
export function createReplyClaims({ locks, clock }: { locks: TabLocks; clock: Clock }): ReplyClaims {
  const open = new Map<ReplyId, ConversationId>();
  const leaving = new Map<ReplyId, AbortController>();
  const held = new Map<ReplyId, Release>();
  /** Leaves the queue. Gives the release when it was this tab's turn. */
  const drop = (replyId: ReplyId): Release | undefined => {
    const release = held.get(replyId);
    open.delete(replyId);
    held.delete(replyId);
    leaving.get(replyId)?.abort();
    leaving.delete(replyId);
    return release;
  };
  return {
    open,
    claim(replyId, conversationId, onGranted) {
      if (open.has(replyId)) return;
      open.set(replyId, conversationId);
      const leave = new AbortController();
      leaving.set(replyId, leave);
      locks.hold(`rivulet-reply-${replyId}`, leave.signal).then(
        (release) => {
          if (leave.signal.aborted) return release();
          held.set(replyId, release);
          onGranted();
        },
        () => undefined, // It has ended, or this tab leaves.
      );
    },
    holds: (replyId) => held.has(replyId),
    settle(replyId) {
      const release = drop(replyId);
      if (release) clock.after(REST_MS, release);
    },
    leave() {
      for (const replyId of open.keys()) drop(replyId)?.();
    },
  };
}
