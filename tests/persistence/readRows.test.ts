import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readChunk } from '../../src/persistence/readChunk.ts';
import { readDraft } from '../../src/persistence/readDraft.ts';
import { readConversation, readMessage } from '../../src/persistence/readRows.ts';
import { answer, conversation, draft, pieceOf, question, run } from './rows.ts';

const asked = question('q1', 'a');
const rows = [
  asked,
  answer('m1', asked),
  answer('m2', asked, {
    runs: [
      run('reply-2', { status: 'failed', error: { code: 'timeout', message: 'Too slow.', retryAfterMs: 5 } }),
      run('reply-3', { status: 'done', finishReason: 'length', usage: { outputTokens: 3 } }, 'Hel', {
        endedAtMs: 2000,
      }),
      run('reply-4', { status: 'streaming', link: 'reconnecting' }, 'lo', { mode: 'continue', firstTextAtMs: 1500 }),
    ],
  }),
];

test('[U103] [P3] what a chat has for itself is read by the table of settings', () => {
  const row = (settings: unknown) => readConversation({ ...conversation('a'), settings });
  const settings = { modelId: 'a/b', scrollMode: 'end', temperature: '0.5', instructions: 'Be brief.' };
  expect(row({ ...settings, theme: 'dark', maxOutputTokens: 'much', __proto__: 1 })?.settings).toEqual(settings);
  expect(row({ theme: 'dark' })).toEqual(conversation('a'));
  expect(row('no')).toEqual(conversation('a'));
});

test('[U101] [P3] how a model was asked is read with the run, and left out where it cannot be', () => {
  const read = question('q', 'a');
  const terms = { system: 'Be brief.', params: { temperature: 0.5 } };
  const whole = answer('m', read, { runs: [run('reply-m', { status: 'stopped' }, '', { terms })] });
  expect(readMessage(whole)).toEqual(whole);
  const damaged = { ...whole, runs: [{ ...whole.runs[0], terms: { system: 'x', params: { temperature: 'hot' } } }] };
  const bare = answer('m', read, { runs: [run('reply-m', { status: 'stopped' }, '')] });
  expect(readMessage(damaged)).toEqual(bare);
});

test('[P3] a good row is read as it is', () => {
  for (const row of rows) expect(readMessage(row)).toEqual(row);
  expect(readConversation(conversation('a', { shownChildren: { root: asked.id } }))).toEqual(
    conversation('a', { shownChildren: { root: asked.id } }),
  );
});

test('[P3] whatever stands in a row, reading it does not throw', () => {
  fc.assert(
    fc.property(fc.anything(), (row) => {
      readConversation(row);
      readMessage(row);
      readChunk(row);
      readDraft(row);
    }),
  );
});

test('[P3] a row of which any one field was lost or replaced gives a whole message or none', () => {
  const damages = [undefined, null, 7, 'x', [], {}, [{}]];
  const damaged = rows.flatMap((row) =>
    pathsOf(row).flatMap((path) => damages.map((damage) => replaceAt(row, path, damage))),
  );
  const read = damaged.map(readMessage).filter((message) => message !== undefined);
  expect(read.length).toBeGreaterThan(0);
  expect(read.length).toBeLessThan(damaged.length);
  for (const message of read) expect(readMessage(message)).toEqual(message);
});

test.each([
  [pieceOf('m1', 3, 'Hel'), readChunk],
  [draft('new', 'Hel'), readDraft],
])('[P3] a piece or a draft of which any field was lost or replaced is read whole or not at all', (row, read) => {
  expect(read({ ...row, extra: 'x' })).toEqual(row);
  const damages = [undefined, null, [], {}, -1];
  const damaged = pathsOf(row).flatMap((path) => damages.map((damage) => replaceAt(row, path, damage)));
  const whole = damaged.map((each) => read(each)).filter((each) => each !== undefined);
  expect(whole.length).toBeLessThan(damaged.length);
  for (const each of whole) expect(read(each)).toEqual(each);
});

test('[P3] a time that no calendar has is none: drawing it would throw', () => {
  for (const wrong of [8.64e15 + 1, -1e20, Infinity]) {
    expect(readConversation(conversation('a', { updatedAtMs: wrong }))).toBeUndefined();
    expect(readMessage({ ...asked, createdAtMs: wrong })).toBeUndefined();
    const asDated = (change: object) =>
      answer('m1', asked, { runs: [run('reply-1', { status: 'queued' }, '', change)] });
    expect(readMessage(asDated({ startedAtMs: wrong }))).toBeUndefined();
    expect(readMessage(asDated({ startedAtMs: 1, endedAtMs: wrong }))).toEqual(asDated({ startedAtMs: 1 }));
  }
});

test('[P3] unknown fields are dropped', () => {
  expect(readMessage({ ...asked, unfinished: 1, extra: 'x' })).toEqual(asked);
  expect(readConversation({ ...conversation('a'), extra: 'x' })).toEqual(conversation('a'));
});

function pathsOf(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsOf(inner).map((path) => [key, ...path])]);
}

function replaceAt(value: unknown, path: readonly string[], replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  if (typeof value !== 'object' || value === null) return value;
  const copy: object = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  Reflect.set(copy, key, replaceAt(Reflect.get(value, key), rest, replacement));
  return copy;
}
