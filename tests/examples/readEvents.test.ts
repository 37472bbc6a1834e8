import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEvents } from '../../examples/fetch-only/readEvents.js';
import { bodyOf, piecesOf } from './bodyOf.ts';
import { collect } from '../server/collect.ts';

const text = fc.string({ unit: 'grapheme' }).filter((line) => !/[\r\n]/.test(line));
const event = fc.record({
  id: text.filter((id) => !id.includes('\0')),
  event: text,
  data: fc.array(text, { minLength: 1 }),
});
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

test('[E2] events come out whole, wherever the bytes are cut and however lines end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event), lineEnd, fc.array(fc.nat({ max: 5 })), async (events, end, sizes) => {
      const lines = events.flatMap(({ id, event: name, data }) => [
        ': a comment',
        `id: ${id}`,
        `event: ${name}`,
        ...data.map((line) => `data: ${line}`),
        '',
      ]);
      const body = bodyOf(piecesOf(lines.map((line) => line + end).join(''), sizes));
      expect(await collect(readEvents(body))).toEqual(
        events.map(({ data, ...rest }) => ({ ...rest, data: data.join('\n') })),
      );
    }),
  );
});

test.each([
  ['no space after the colon', 'data:x\n\n', ['x']],
  ['only the first of two spaces is left out', 'data:  x\n\n', [' x']],
  ['a field without a value', 'data\n\n', ['']],
  ['a colon in the value', 'data: a: b\n\n', ['a: b']],
  ['a byte order mark', '\uFEFFdata: x\n\n', ['x']],
  ['an event without data is none', 'event: ping\n\ndata: x\n\n', ['x']],
  ['an event that no empty line ends is none', 'data: x\n\ndata: y\n', ['x']],
])('[E2] %s', async (_case, stream, expected) => {
  const events = await collect(readEvents(bodyOf(piecesOf(stream, []))));
  expect(events.map(({ data }) => data)).toEqual(expected);
});

test('[E2] an id stays until the next one, a name does not', async () => {
  const body = bodyOf(piecesOf('id: 1\nevent: a\ndata: x\n\ndata: y\n\n', []));
  expect(await collect(readEvents(body))).toEqual([
    { id: '1', event: 'a', data: 'x' },
    { id: '1', event: '', data: 'y' },
  ]);
});

test('[E3] who wants no further event cancels the body', async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('data: x\n\n')),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const { data } of readEvents(body)) {
    expect(data).toBe('x');
    break;
  }
  expect(cancelled).toBe(true);
});
