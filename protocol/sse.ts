import { isCount, isReplyEventType, parseReplyEventBody, type ReplyEvent } from './events.ts';
import { isRecord } from './parts.ts';

/**
 * One message of a server-sent event stream, as any parser hands it over.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export interface SseMessage {
  /** The `id:` field, or the empty string. */
  readonly id: string;
  /** The `event:` field, or the empty string. */
  readonly event: string;
  readonly data: string;
}

/**
 * The header fields of every event stream we send: no cache may keep it, no proxy may hold it back.
 *
 * @see docs/spec.md W11
 */
export const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const;

/**
 * A sign of life without an id, so that it moves no reader's position.
 *
 * @see docs/spec.md W11
 */
export const PING_FRAME = 'event: ping\ndata: {}\n\n';

/**
 * An event as bytes-to-be: `id`, `event` and one `data` line of JSON, each ended by a line feed.
 *
 * @see docs/spec.md W2
 */
export function encodeReplyEvent(event: ReplyEvent): string {
  const { seq, type, ...fields } = event;
  return `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify(fields)}\n\n`;
}

/** A message in the framing of the standard. `data` must hold no line break: JSON never does. */
export function encodeSseMessage(message: SseMessage): string {
  const id = message.id === '' ? '' : `id: ${message.id}\n`;
  const event = message.event === '' ? '' : `event: ${message.event}\n`;
  return `${id}${event}data: ${message.data}\n\n`;
}

/** What a message of a reply stream is: an event of the reply, a sign of life or something newer that we skip, or broken. */
export type DecodedMessage =
  | { readonly kind: 'event'; readonly event: ReplyEvent }
  | { readonly kind: 'skip' }
  | { readonly kind: 'malformed' };

const SKIP: DecodedMessage = { kind: 'skip' };
const MALFORMED: DecodedMessage = { kind: 'malformed' };

/**
 * The event in a message of a reply stream. Comments, pings and unknown event names are skipped; a known event that
 * cannot be read is malformed. Never throws.
 *
 * @see docs/spec.md W3
 */
export function decodeReplyEvent(message: SseMessage): DecodedMessage {
  if (message.data === '' || !isReplyEventType(message.event)) return SKIP;
  const seq = /^[1-9]\d{0,14}$/.test(message.id) ? Number(message.id) : undefined;
  const fields = parseJson(message.data);
  const body = parseReplyEventBody(message.event, fields);
  if (seq === undefined || !body || !isRecord(fields)) return MALFORMED;
  const { from } = fields;
  if (from === undefined) return { kind: 'event', event: { ...body, seq } };
  return isCount(from) && from >= 1 && from <= seq ? { kind: 'event', event: { ...body, seq, from } } : MALFORMED;
}

/** A JSON value, or `undefined` when the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
