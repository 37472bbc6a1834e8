import { MAX_BODY_BYTES, MAX_LOG_BYTES, PING_INTERVAL_MS } from '../protocol/limits.ts';

/** How long the server waits and how much it takes. */
export interface Limits {
  /** From the call of a model to the first byte of its answer. */
  readonly firstByteMs: number;
  /** Between two pieces of a model's answer. */
  readonly idleMs: number;
  /** For a whole reply. */
  readonly totalMs: number;
  /** Before the one retry after a failed attempt to connect to a model server. */
  readonly retryDelayMs: number;
  /** For reading on after a finished answer, so that its connection can be used again. */
  readonly drainMs: number;
  /** The largest event of a model's stream, and the most that may come without any event. */
  readonly maxUpstreamEventBytes: number;
  /** How much of a model server's error page is read. */
  readonly maxErrorBodyBytes: number;
  /** The largest answer of a model server that does not stream. */
  readonly maxWholeBodyBytes: number;
  /** The largest request body. */
  readonly maxBodyBytes: number;
  readonly maxRunningReplies: number;
  /** Deltas that come within one such frame share one event. */
  readonly frameMs: number;
  /** The longest silence of an event stream. */
  readonly pingMs: number;
  /** Between two renewals of the leases of running replies. */
  readonly renewMs: number;
}

/** What holds unless an option says otherwise. */
export const defaultLimits: Limits = {
  firstByteMs: 120_000,
  idleMs: 300_000,
  totalMs: 1_800_000,
  retryDelayMs: 250,
  drainMs: 1000,
  maxUpstreamEventBytes: 1024 * 1024,
  maxErrorBodyBytes: 64 * 1024,
  maxWholeBodyBytes: MAX_LOG_BYTES,
  maxBodyBytes: MAX_BODY_BYTES,
  maxRunningReplies: 1000,
  frameMs: 16,
  pingMs: PING_INTERVAL_MS,
  renewMs: 5000,
};
