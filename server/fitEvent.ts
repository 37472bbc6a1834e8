import type { ReplyEventBody } from '../protocol/events.ts';
import { MAX_DELTA_UNITS } from '../protocol/limits.ts';
import type { Part } from '../protocol/parts.ts';

type PartStart = Extract<ReplyEventBody, { type: 'part-start' }>;

/**
 * An event as events that each fit on one line of the wire: long text is cut into several deltas, never inside a
 * surrogate pair; what cannot be cut (an image as a data address) becomes a notice.
 *
 * @see docs/spec.md S9
 */
export function fitEvent(event: ReplyEventBody): readonly ReplyEventBody[] {
  switch (event.type) {
    case 'part-delta':
      return event.delta.length <= MAX_DELTA_UNITS ? [event] : deltasOf(event.index, event.delta);
    case 'part-start':
      return isSmall(event.part) ? [event] : fitPartStart(event);
    case 'reply-error':
      return [{ type: event.type, error: { ...event.error, message: event.error.message.slice(0, MAX_DELTA_UNITS) } }];
    default:
      return [event];
  }
}

function isSmall(part: Part): boolean {
  return JSON.stringify(part).length <= MAX_DELTA_UNITS;
}

function fitPartStart({ type, index, part }: PartStart): readonly ReplyEventBody[] {
  const [emptied, text] = emptyPart(part);
  if (isSmall(emptied)) return [{ type, index, part: emptied }, ...deltasOf(index, text)];
  return [{ type, index, part: { type: 'notice', text: `Left out: the ${part.type} was too large to be sent.` } }];
}

/** A part without the text that can follow as deltas, and that text. */
function emptyPart(part: Part): [Part, string] {
  switch (part.type) {
    case 'text':
    case 'reasoning':
    case 'notice':
      return [{ ...part, text: '' }, part.text];
    case 'tool-call':
      return [{ ...part, argumentsText: '' }, part.argumentsText];
    case 'image':
    case 'source':
    case 'attachment':
      return [part, ''];
  }
}

function deltasOf(index: number, text: string): ReplyEventBody[] {
  const deltas: ReplyEventBody[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + MAX_DELTA_UNITS, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    deltas.push({ type: 'part-delta', index, delta: text.slice(start, end) });
    start = end;
  }
  return deltas;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
