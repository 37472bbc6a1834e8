import type { ReplyEvent, ReplyEventBody } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';

/** What a claim makes of the caller: the one producer, a reader of what another produces, or refused. */
export type Claim = 'producer' | 'reader' | 'conflict' | 'expired';

/** What the log knows of a reply. */
export type LogStatus = 'unknown' | 'running' | 'ended' | 'expired';

/** Why an append was refused: nobody claimed the reply, it has its final event, or it is larger than a log may be. */
export type LogErrorCode = 'unknown' | 'ended' | 'full';

/** A refused append. */
export class LogError extends Error {
  override readonly name = 'LogError';
  readonly code: LogErrorCode;

  constructor(code: LogErrorCode) {
    super(`The generation log refused an append: ${code}.`);
    this.code = code;
  }
}

/** A place in the log of one reply that moves on with what is taken. Costs no promise for each event. */
export interface LogReader {
  /** The next event, or `undefined` while none is there. A replay merges neighbouring deltas of one part. */
  take(): ReplyEvent | undefined;
  /** Whether nothing will follow what has been taken: the final event was, or the log is closed. */
  readonly isDone: boolean;
  /** Must be called in the end. */
  close(): void;
}

/**
 * The server's record of every reply: the only way from a model to a reader. One file here for each storage engine;
 * all of them pass the same suite.
 *
 * @see docs/spec.md the family L
 */
export interface GenerationLog {
  /**
   * Claims a reply, durably, before the model is called. One producer in the world; everyone else reads. A reply that
   * was stopped before it was claimed is `reader`: its log holds the stop.
   */
  claim(replyId: ReplyId, bodyHash: string, owner: string): Promise<Claim>;
  /** What is known of a reply. */
  status(replyId: ReplyId): Promise<LogStatus>;
  /**
   * Appends in order, as one write.
   *
   * @returns the `seq` of the last event.
   * @throws {LogError} `unknown`; `ended`, also when a batch goes on after a final event; `full`. A batch is written
   *   whole or not at all; a final event alone is never refused as `full`.
   */
  append(replyId: ReplyId, events: readonly ReplyEventBody[]): Promise<number>;
  /**
   * A reader of what follows `after`; when that lies beyond the end of an ended log, of its final event. `onMore` is
   * called whenever there may be more to take or the reader is done; it must not throw.
   *
   * @throws {LogError} `unknown`.
   */
  open(replyId: ReplyId, after: number, onMore: () => void): Promise<LogReader>;
  /**
   * The same as an iterable: yields what follows `after`, then waits for more; returns after the final event or when
   * `signal` aborts.
   *
   * @throws {LogError} `unknown`.
   */
  read(replyId: ReplyId, after: number, signal: AbortSignal): AsyncIterable<ReplyEvent>;
  /** Ends a reply with `reply-stop` as a fence, if it has no final event yet; a reply that was never claimed is marked so that a later claim starts nothing. Idempotent. */
  requestStop(replyId: ReplyId): Promise<void>;
  /** Resolves when the reply was stopped, when `signal` aborts, or when the log closes. */
  stopRequested(replyId: ReplyId, signal: AbortSignal): Promise<void>;
  /** Renews the lease of all running replies of an owner. */
  renew(owner: string): Promise<void>;
  /** Ends the replies whose lease ran out with `reply-interrupt`. @returns how many. */
  endOrphans(): Promise<number>;
  /** Forgets a reply, ending it first if it runs, and leaves a tombstone, so that its id is `expired` from now on. */
  delete(replyId: ReplyId): Promise<void>;
  /** Releases every reader. */
  close(): Promise<void>;
}
