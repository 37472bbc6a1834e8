import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import { MAX_DELTA_UNITS, MAX_EVENT_BYTES } from '../../protocol/limits.ts';
import {
  decodeReplyEvent,
  encodeReplyEvent,
  encodeSseMessage,
  EVENT_STREAM_HEADERS,
  parseJson,
  PING_FRAME,
  type SseMessage,
} from '../../protocol/sse.ts';
import { replyEvent, text } from './arbitraries.ts';
import { cutAt, readByPage, readByStandard } from './readFrames.ts';

const encoder = new TextEncoder();

function decoded(messages: readonly SseMessage[]): readonly ReplyEvent[] {
  return messages.map(decodeReplyEvent).flatMap((message) => (message.kind === 'event' ? [message.event] : []));
}

describe('frames', () => {
  test('[W2] an event is one message: its place, its name and one line of JSON', () => {
    expect(encodeReplyEvent({ type: 'part-delta', index: 0, delta: 'Hi\r\n\u2028"', seq: 7, from: 5 })).toBe(
      'id: 7\nevent: part-delta\ndata: {"index":0,"delta":"Hi\\r\\n\u2028\\"","from":5}\n\n',
    );
    expect(encodeReplyEvent({ type: 'reply-stop', seq: 8 })).toBe('id: 8\nevent: reply-stop\ndata: {}\n\n');
  });

  test('[W2] whatever text an event holds, its frame is four lines that end in a line feed', () => {
    fc.assert(
      fc.property(replyEvent, (event) => {
        const frame = encodeReplyEvent(event);
        expect(frame).toMatch(/^id: \d+\nevent: [a-z-]+\ndata: \{[^\r\n]*\}\n\n$/);
        expect(frame.isWellFormed()).toBe(true);
      }),
    );
  });

  test.each([
    ['a parser of the standard', readByStandard],
    ['the parser of the page', readByPage],
  ])('[W2] events come out of %s as they went in, wherever the bytes are cut', (_name, read) => {
    fc.assert(
      fc.property(fc.array(replyEvent, { maxLength: 6 }), fc.array(fc.nat(2_000)), (events, offsets) => {
        const bytes = encoder.encode(PING_FRAME + events.map(encodeReplyEvent).join(PING_FRAME));
        expect(decoded(read(cutAt(bytes, offsets)))).toEqual(events);
      }),
    );
  });

  test('[W2] events come out of both parsers when every byte comes alone', () => {
    fc.assert(
      fc.property(replyEvent, (event) => {
        const bytes = encoder.encode(encodeReplyEvent(event));
        const pieces = cutAt(bytes, [...bytes.keys()]);
        expect(decoded(readByStandard(pieces))).toEqual([event]);
        expect(decoded(readByPage(pieces))).toEqual([event]);
      }),
    );
  });

  test('[W2] a message without an id or a name has no line for it', () => {
    expect(encodeSseMessage({ id: '', event: '', data: '{}' })).toBe('data: {}\n\n');
  });

  test('[W10] the longest delta that a server sends fits into one event, whatever it is made of', () => {
    for (const unit of ['x', '\u0001', '\uD83D', '"', '€', '😀']) {
      const delta = unit.repeat(MAX_DELTA_UNITS / unit.length);
      const frame = encodeReplyEvent({ type: 'part-delta', index: 9_999, delta, seq: 1e14, from: 1 });
      expect(encoder.encode(frame).length).toBeLessThanOrEqual(MAX_EVENT_BYTES);
    }
  });

  test('[W11] a ping carries data, so that every parser hands it over, and no id, so that it moves no reader', () => {
    for (const read of [readByStandard, readByPage]) {
      expect(read([encoder.encode(PING_FRAME)])).toEqual([{ id: '', event: 'ping', data: '{}' }]);
    }
  });

  test('[W11] no cache may keep a stream and no proxy may hold it back', () => {
    expect(EVENT_STREAM_HEADERS).toEqual({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
  });
});

describe('messages', () => {
  test.each([
    ['a ping', { id: '', event: 'ping', data: '{}' }],
    ['a comment, as fetch-event-source hands it over', { id: '', event: '', data: '' }],
    ['a message without a name', { id: '1', event: '', data: '{"index":0}' }],
    ['a name of a newer server', { id: '1', event: 'part-sparkle', data: '{}' }],
    ['a name of the prototype', { id: '1', event: '__proto__', data: '{}' }],
    ['a known name without data', { id: '1', event: 'reply-stop', data: '' }],
  ])('[W3] %s is skipped', (_name, message) => {
    expect(decodeReplyEvent(message)).toEqual({ kind: 'skip' });
  });

  test.each([
    ['without an id', { id: '', event: 'reply-stop', data: '{}' }],
    ['with the id 0', { id: '0', event: 'reply-stop', data: '{}' }],
    ['with an id that is no whole number', { id: '1.5', event: 'reply-stop', data: '{}' }],
    ['with an id that is too large', { id: '9007199254740993', event: 'reply-stop', data: '{}' }],
    ['with JSON that is cut', { id: '1', event: 'part-delta', data: '{"index":0,"del' }],
    ['with JSON that is no object', { id: '1', event: 'reply-stop', data: '[]' }],
    ['without a field', { id: '1', event: 'part-delta', data: '{"index":0}' }],
    ['with a negative index', { id: '1', event: 'part-delta', data: '{"index":-1,"delta":"x"}' }],
    ['with a part of an unknown kind', { id: '1', event: 'part-start', data: '{"index":0,"part":{"type":"x"}}' }],
    ['with an error that is none', { id: '1', event: 'reply-error', data: '{"error":"x"}' }],
    ['merged from behind itself', { id: '3', event: 'part-delta', data: '{"index":0,"delta":"x","from":4}' }],
    ['merged from 0', { id: '3', event: 'part-delta', data: '{"index":0,"delta":"x","from":0}' }],
  ])('[W3] a known event %s is malformed', (_name, message) => {
    expect(decodeReplyEvent(message)).toEqual({ kind: 'malformed' });
  });

  test('[W3] whatever comes, decoding does not throw, and nothing unknown comes out', () => {
    const names = [
      'reply-start',
      'part-start',
      'part-delta',
      'reply-end',
      'reply-stop',
      'reply-interrupt',
      'reply-error',
    ];
    const message = fc.record({
      id: fc.oneof(fc.constantFrom('1', '22', ''), text),
      event: fc.oneof(fc.constantFrom(...names), text),
      data: fc.oneof(
        fc.json(),
        text,
        fc
          .record({
            index: fc.jsonValue(),
            part: fc.jsonValue(),
            delta: fc.jsonValue(),
            from: fc.jsonValue(),
            error: fc.jsonValue(),
            usage: fc.jsonValue(),
          })
          .map((value) => JSON.stringify(value)),
      ),
    });
    fc.assert(
      fc.property(message, (value) => {
        const events = decoded([value]);
        // What came out is a whole event: it survives the way once more.
        expect(decoded(readByStandard([encoder.encode(events.map(encodeReplyEvent).join(''))]))).toEqual(events);
      }),
    );
  });

  test('[W3] fields that nobody knows are dropped', () => {
    const data = '{"index":0,"delta":"x","__proto__":{"polluted":1},"mood":"good","seq":99,"type":"reply-stop"}';
    const result = decodeReplyEvent({ id: '4', event: 'part-delta', data });
    expect(result).toEqual({ kind: 'event', event: { type: 'part-delta', index: 0, delta: 'x', seq: 4 } });
    expect(result.kind === 'event' && Object.keys(result.event).toSorted()).toEqual(['delta', 'index', 'seq', 'type']);
    expect('polluted' in {}).toBe(false);
  });

  test('[W3] text that is no JSON is undefined', () => {
    expect(parseJson('')).toBeUndefined();
    expect(parseJson('{')).toBeUndefined();
    expect(parseJson('null')).toBeNull();
  });
});
