import { describe, expect, test } from 'vitest';
import { openaiChat } from '../../providers/openaiChat.ts';
import { wireRow, wireRows, type WireRow } from '../faults/faultRows.ts';
import { cutAt, eventsIn, outcomeOf } from './readStream.ts';

/** What a decoder sees nothing of: time, size, connections, and the order of what is numbered. Tried in `tests/faults/`. */
const NOT_DECODED = [
  'reset-before-headers',
  'stall-before-first-byte',
  'out-of-order-ids',
  'retry-zero',
  'retry-huge',
  'huge-event-20mb',
  'endless-line',
  'http-204',
];

const faults = wireRows.filter(({ id }) => !NOT_DECODED.includes(id));

const LEFT_OUT = 'A piece of this reply could not be read and was left out.';

function bytesOf({ chunks }: WireRow): Uint8Array[] {
  return chunks.filter((chunk): chunk is Uint8Array => !('x' in chunk));
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
    const { text, kinds, final } = outcomeOf(eventsIn(bytesOf(wireRow(id))));
    expect({ text, kinds, type: final.type }).toEqual({ text: wireRow(id).text, kinds: ['text'], type: 'reply-end' });
  });

  test.each(DONE)('%s, byte by byte', (id) => {
    const bytes = Buffer.concat(bytesOf(wireRow(id)));
    expect(eventsIn(cutAt(bytes, [...bytes.keys()]))).toEqual(eventsIn([bytes]));
  });
});

describe('[V7] the rest of the text, one notice, and done', () => {
  test.each(NOTICED)('%s', (id) => {
    const { text, notices, final } = outcomeOf(eventsIn(bytesOf(wireRow(id))));
    expect({ text, notices, type: final.type }).toEqual({
      text: wireRow(id).text,
      notices: [LEFT_OUT],
      type: 'reply-end',
    });
  });
});

describe('[V13] what came, and cut off', () => {
  test.each(CUT)('%s', (id) => {
    const { text, final } = outcomeOf(eventsIn(bytesOf(wireRow(id))));
    expect({ text, final }).toEqual({
      text: wireRow(id).text,
      final: { type: 'reply-interrupt', reason: 'truncated' },
    });
  });
});

describe('[V13] nothing, and an error in words', () => {
  test.each(NOTHING)('%s', (id) => {
    const { parts, final } = outcomeOf(eventsIn(bytesOf(wireRow(id))));
    expect({ parts, final }).toMatchObject({ parts: [], final: { type: 'reply-error', error: { code: 'truncated' } } });
  });
});

test('[V17] json-200: a gateway that ignored the wish for a stream', () => {
  const row = wireRow('json-200');
  const events = openaiChat.decodeWhole(Buffer.concat(bytesOf(row)).toString('utf8'));
  expect(outcomeOf(events ?? [])).toMatchObject({ text: row.text, final: { type: 'reply-end', finishReason: 'stop' } });
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
    const { status, headers } = wireRow(id);
    const body = Buffer.concat(bytesOf(wireRow(id))).toString('utf8');
    const error = openaiChat.decodeError(status, headers, body, 0);
    expect(error.code).toBe(code);
    expect(error.retryAfterMs).toBe(retryAfterMs);
    const quote = body.startsWith('{') ? 'The provider says: “m <img src=x onerror=__pwn(1)>” ' : '';
    expect(error.message.endsWith(`. ${quote}(HTTP ${status})`)).toBe(true);
    expect(error.message).not.toContain('<html>');
  });
});
