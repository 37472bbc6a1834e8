import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openaiChat } from '../../providers/openaiChat.ts';
import { cutAt, eventsIn, outcomeOf } from './readStream.ts';

interface WireFault {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64. */
  readonly chunks: readonly string[];
  readonly promise: string;
  readonly text?: string;
}

const faults = (
  JSON.parse(readFileSync(new URL('fixtures/faults.json', import.meta.url), 'utf8')) as { wire: readonly WireFault[] }
).wire; // Our own file.

const LEFT_OUT = 'A piece of this reply could not be read and was left out.';

function bytesOf({ chunks }: WireFault): Uint8Array[] {
  return chunks.map((chunk) => Buffer.from(chunk, 'base64'));
}

function fault(id: string): WireFault {
  const found = faults.find((one) => one.id === id);
  if (!found) throw new Error(`no fault ${id}`);
  return found;
}

const DONE = [
  'split-multibyte',
  'surrogate-pair-split-over-deltas',
  'crlf',
  'cr-only',
  'crlf-split-between-chunks',
  'bom',
  'no-space-after-colon',
  'multi-data-lines',
  'proto-pollution',
  'done-but-no-finish',
  'nul-and-control',
];
const NOTICED = ['type-confusion', 'bad-json-one-event'];
const CUT = ['no-done', 'reset-mid-event'];
const NOTHING = ['empty-body', 'html-200-claims-sse'];

test('every fault of the table is tried below', () => {
  const statuses = faults.filter(({ status }) => status !== 200).map(({ id }) => id);
  expect([...DONE, ...NOTICED, ...CUT, ...NOTHING, 'json-200', ...statuses].toSorted()).toEqual(
    faults.map(({ id }) => id).toSorted(),
  );
});

describe('[V13] the whole text, and done', () => {
  test.each(DONE)('%s', (id) => {
    const { text, kinds, final } = outcomeOf(eventsIn(bytesOf(fault(id))));
    expect({ text, kinds, type: final.type }).toEqual({ text: fault(id).text, kinds: ['text'], type: 'reply-end' });
  });

  test.each(DONE)('%s, byte by byte', (id) => {
    const bytes = Buffer.concat(bytesOf(fault(id)));
    expect(eventsIn(cutAt(bytes, [...bytes.keys()]))).toEqual(eventsIn([bytes]));
  });
});

describe('[V7] the rest of the text, one notice, and done', () => {
  test.each(NOTICED)('%s', (id) => {
    const { text, notices, final } = outcomeOf(eventsIn(bytesOf(fault(id))));
    expect({ text, notices, type: final.type }).toEqual({
      text: fault(id).text,
      notices: [LEFT_OUT],
      type: 'reply-end',
    });
  });
});

describe('[V13] what came, and cut off', () => {
  test.each(CUT)('%s', (id) => {
    const { text, final } = outcomeOf(eventsIn(bytesOf(fault(id))));
    expect({ text, final }).toEqual({ text: fault(id).text, final: { type: 'reply-interrupt', reason: 'truncated' } });
  });
});

describe('[V13] nothing, and an error in words', () => {
  test.each(NOTHING)('%s', (id) => {
    const { parts, final } = outcomeOf(eventsIn(bytesOf(fault(id))));
    expect({ parts, final }).toMatchObject({ parts: [], final: { type: 'reply-error', error: { code: 'truncated' } } });
  });
});

test('[V17] json-200: a gateway that ignored the wish for a stream', () => {
  const { chunks, text } = fault('json-200');
  const events = openaiChat.decodeWhole(Buffer.from(chunks.join(''), 'base64').toString('utf8'));
  expect(outcomeOf(events ?? [])).toMatchObject({ text, final: { type: 'reply-end', finishReason: 'stop' } });
});

describe('[V18] an error status is told in words, the markup in them is text, and a page is never quoted', () => {
  test.each([
    ['http-400', 'provider', undefined],
    ['http-402', 'payment-required', undefined],
    ['http-403', 'forbidden', undefined],
    ['http-404', 'bad-response', undefined],
    ['http-408', 'timeout', undefined],
    ['http-409', 'provider', undefined],
    ['http-413', 'too-large', undefined],
    ['http-422', 'provider', undefined],
    ['http-429-ra-ban', 'rate-limited', undefined],
    ['http-502', 'unavailable', undefined],
    ['http-503-ra-2', 'unavailable', 2_000],
    ['http-504', 'timeout', undefined],
    ['http-529', 'overloaded', undefined],
  ])('%s', (id, code, retryAfterMs) => {
    const { status, headers, chunks } = fault(id);
    const body = Buffer.from(chunks.join(''), 'base64').toString('utf8');
    const error = openaiChat.decodeError(status, headers, body, 0);
    expect(error.code).toBe(code);
    expect(error.retryAfterMs).toBe(retryAfterMs);
    const quote = body.startsWith('{') ? 'The provider says: “m <img src=x onerror=__pwn(1)>” ' : '';
    expect(error.message.endsWith(`. ${quote}(HTTP ${status})`)).toBe(true);
    expect(error.message).not.toContain('<html>');
  });
});
