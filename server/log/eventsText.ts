import { parseReplyEventBody, type ReplyEvent, type ReplyEventBody } from '../../protocol/events.ts';
import { isRecord } from '../../protocol/parts.ts';
import { parseJson } from '../../protocol/sse.ts';

/**
 * Events as text for a storage: JSON, in which a delta, by far the most frequent, is only `[index, text]`. Every event
 * stays one entry, so that a reader can go on after any of them.
 */
export function encodeEvents(events: readonly ReplyEvent[]): string {
  return JSON.stringify(events.map((event) => (event.type === 'part-delta' ? [event.index, event.delta] : event)));
}

/** The events in a text that `encodeEvents` made, or `undefined` when it is another. */
export function decodeEvents(text: string): readonly ReplyEventBody[] | undefined {
  const entries = parseJson(text);
  if (!isList(entries)) return undefined;
  const bodies = entries.map(bodyOf).filter((body) => body !== undefined);
  return bodies.length === entries.length ? bodies : undefined;
}

function bodyOf(entry: unknown): ReplyEventBody | undefined {
  if (isList(entry)) return parseReplyEventBody('part-delta', { index: entry[0], delta: entry[1] });
  return isRecord(entry) && typeof entry['type'] === 'string' ? parseReplyEventBody(entry['type'], entry) : undefined;
}

/** `Array.isArray` would make it a list of `any`. */
function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
