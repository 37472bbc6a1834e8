import type { ReplyEventBody } from '../../protocol/events.ts';

/** The names and brackets of an event that holds little else. */
const EVENT_OVERHEAD_BYTES = 48;

/** About what an event takes as JSON. Deltas are by far the most, so they are not made into JSON for it. */
export function bytesOfEvent(event: ReplyEventBody): number {
  const text = event.type === 'part-delta' ? event.delta : JSON.stringify(event);
  return EVENT_OVERHEAD_BYTES + Buffer.byteLength(text);
}
