import type { ReplyId } from '../../protocol/ids.ts';
import type { LiveReply } from './LiveReply.ts';

/** What is known of an ended reply without reading it. */
export interface ReplyHead {
  /** Absent when the reply was stopped before anyone claimed it. */
  readonly bodyHash: string | undefined;
}

/**
 * What lies behind the replies that run: where ended ones go, and what of all of them outlives the process. `LiveLog`
 * tells it what happens and asks it for what does not run.
 */
export interface LogStorage {
  /** What is known of a reply that does not run. */
  look(replyId: ReplyId): ReplyHead | 'expired' | undefined;
  /** An ended reply with its events. */
  load(replyId: ReplyId): LiveReply | undefined;
  /** Takes note of a new reply. */
  add(reply: LiveReply): void;
  /** Takes note of events that were added, `bytes` large. */
  grow(reply: LiveReply, bytes: number): void;
  /** Takes over a reply that has its final event, before its readers hear of it. A stop is followed by `commit`. */
  end(reply: LiveReply): void;
  /** Forgets a reply and remembers its id as expired. */
  forget(replyId: ReplyId): void;
  /** Forgets what is too old or too much. */
  sweep(): void;
  /** Resolves once all that was noted so far is as durable as it can be. Never rejects. */
  commit(): Promise<void>;
  /** Writes what is left and lets go of everything. */
  close(): Promise<void>;
}
