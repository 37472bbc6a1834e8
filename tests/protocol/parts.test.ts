import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendToPart, isRecord, parsePart, type Part } from '../../protocol/parts.ts';
import { part, text } from './arbitraries.ts';

test('[W3] a part is rebuilt from its fields, all of them and no other', () => {
  fc.assert(
    fc.property(part, (value) => {
      expect(parsePart({ ...value, onclick: 'x', html: '<b>' })).toStrictEqual(value);
    }),
  );
});

test.each([
  [undefined],
  [null],
  ['text'],
  [[]],
  [{}],
  [{ type: 'text' }],
  [{ type: 'text', text: 7 }],
  [{ type: 'tool-call', toolCallId: 'a', name: 'b' }],
  [{ type: 'tool-call', toolCallId: 'a', name: 7, argumentsText: '' }],
  [{ type: 'tool-call', name: 'b', argumentsText: '' }],
  [{ type: 'attachment', hash: 'A'.repeat(64), name: 'a', bytes: 1 }],
  [{ type: 'attachment', hash: '0'.repeat(63), name: 'a', bytes: 1 }],
  [{ type: 'attachment', hash: '0'.repeat(64), bytes: 1 }],
  [{ type: 'attachment', hash: '0'.repeat(64), name: 'a', bytes: -1 }],
  [{ type: 'image' }],
  [{ type: 'image', url: 7 }],
  [{ type: 'hologram', url: 'x' }],
  [{ type: '__proto__', text: 'x' }],
])('[W3] %j is no part', (value) => {
  expect(parsePart(value)).toBeUndefined();
});

test('[W3] an image without a description has none, a source without a title is titled by its address', () => {
  expect(parsePart({ type: 'image', url: 'u' })).toEqual({ type: 'image', url: 'u', alt: '' });
  expect(parsePart({ type: 'source', url: 'u', title: 7 })).toEqual({ type: 'source', url: 'u', title: 'u' });
});

test('[W3] hostile values never throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(() => parsePart(value)).not.toThrow();
    }),
  );
});

test('[W4] text that is added in pieces is the text that is added at once', () => {
  fc.assert(
    fc.property(part, fc.array(text), (value, pieces) => {
      expect(pieces.reduce(appendToPart, value)).toEqual(appendToPart(value, pieces.join('')));
    }),
  );
});

test.each<[Part, Part]>([
  [
    { type: 'text', text: 'a' },
    { type: 'text', text: 'ab' },
  ],
  [
    { type: 'reasoning', text: 'a' },
    { type: 'reasoning', text: 'ab' },
  ],
  [
    { type: 'notice', text: 'a' },
    { type: 'notice', text: 'ab' },
  ],
  [
    { type: 'tool-call', toolCallId: 'i', name: 'n', argumentsText: 'a' },
    { type: 'tool-call', toolCallId: 'i', name: 'n', argumentsText: 'ab' },
  ],
  [
    { type: 'image', url: 'u', alt: 'a' },
    { type: 'image', url: 'u', alt: 'a' },
  ],
  [
    { type: 'source', url: 'u', title: 'a' },
    { type: 'source', url: 'u', title: 'a' },
  ],
])('[W4] %j grows to %j', (before, after) => {
  expect(appendToPart(before, 'b')).toEqual(after);
});

test('[W4] a part to which nothing is added stays the same object', () => {
  fc.assert(
    fc.property(part, (value) => {
      expect(appendToPart(value, '')).toBe(value);
    }),
  );
});

test('[W3] a record is an object with named fields', () => {
  for (const value of [null, undefined, [], 'x', 7, () => 1]) expect(isRecord(value)).toBe(false);
  expect(isRecord({})).toBe(true);
});
