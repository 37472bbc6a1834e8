/** How long and how much a log keeps of replies that have ended. A running reply is never forgotten. */
export interface Retention {
  /** Beyond this many bytes in all, running replies counted, ended ones are forgotten, the oldest first. */
  readonly maxTotalBytes: number;
  /** How long a reply is kept after its end. */
  readonly retentionMs: number;
  /** How long the id of a forgotten reply is known as expired. */
  readonly tombstoneMs: number;
  /** The most expired ids that are known, the newest. */
  readonly maxTombstones: number;
}

const DAY_MS = 86_400_000;

/** What holds unless an option says otherwise: 256 MiB, 7 days after the end, and 100,000 ids for 30 days. */
export const defaultRetention: Retention = {
  maxTotalBytes: 256 * 1024 * 1024,
  retentionMs: 7 * DAY_MS,
  tombstoneMs: 30 * DAY_MS,
  maxTombstones: 100_000,
};

/** What a reply costs beside its events, so that a flood of empty ones is bounded too. */
export const ENTRY_BYTES = 1024;
