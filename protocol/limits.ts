/** The longest `data:` line we put on the wire, in bytes of UTF-8. Longer lines cost receivers more than linear time. */
export const MAX_EVENT_BYTES = 64 * 1024;

/**
 * The longest text in one `part-delta` that a server sends, in UTF-16 units: it fits into `MAX_EVENT_BYTES` even when every unit is
 * escaped.
 *
 * @see docs/spec.md W10
 */
export const MAX_DELTA_UNITS = 8 * 1024;

/** The largest request body that a server reads, in bytes. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** How long a question may be that fits into `MAX_BODY_BYTES` whatever its characters, with room for what was said before, in UTF-16 units. */
export const MAX_QUESTION_UNITS = MAX_BODY_BYTES / 4;

/** How much one reply may hold in the generation log, in bytes of JSON. */
export const MAX_LOG_BYTES = 8 * 1024 * 1024;

/** A reply stream is never silent for longer than this, in milliseconds: the server sends a `ping`. */
export const PING_INTERVAL_MS = 15_000;

/** A reply stream that has been silent for this long, in milliseconds, is a lost link (two missed pings). */
export const LINK_SILENCE_MS = 2 * PING_INTERVAL_MS;
