import { expect, test } from 'vitest';
import { judge, type Ending, type Evidence, type Sighting } from '../../bench/chaos/judge.ts';

const WHOLE = 'one two three ';

const seen = (text: string, toMs: number): Sighting => ({ where: 'tab 1', messageId: 'm1', text, fromMs: 0, toMs });

const ending = (change: Partial<Ending> = {}): Ending => ({
  where: 'the disk',
  messageId: 'm1',
  text: WHOLE,
  status: 'done',
  ...change,
});

const clean: Evidence = {
  whole: WHOLE,
  sightings: [seen('one ', 250), seen(WHOLE, 9000)],
  endings: [ending(), ending({ where: 'tab 1' })],
  sleeps: [],
  calls: 1,
  excuses: new Set(),
};

const stopped = { status: 'stopped', text: 'one ' } as const;

/** What is planted, and the only promise that it breaks. */
const PLANTED: readonly (readonly [promise: string, what: string, change: Partial<Evidence>])[] = [
  [
    'nothing-lost',
    'a text that was seen for 250 ms is shorter in the end',
    { sightings: [seen('one two ', 250)], endings: [ending(stopped)], excuses: new Set(['stop']) },
  ],
  ['in-order', 'a word was shown twice', { sightings: [seen('one one ', 10)] }],
  ['one-call', 'the model was called twice', { calls: 2 }],
  ['one-call', 'the model was not called, and nothing says why', { calls: 0 }],
  ['nothing-open', 'a reply is still streaming', { sightings: [], endings: [ending({ status: 'streaming' })] }],
  ['honest-end', 'a reply is stopped and nobody has stopped it', { sightings: [], endings: [ending(stopped)] }],
  ['honest-end', 'a reply is done without its last word', { sightings: [], endings: [ending({ text: 'one ' })] }],
  [
    'same-everywhere',
    'a tab has less than the disk',
    { sightings: [], endings: [ending({ status: 'stopped' }), ending(stopped)], excuses: new Set(['stop']) },
  ],
];

const brokenIn = (change: Partial<Evidence>): readonly string[] =>
  judge({ ...clean, ...change }).flatMap(({ promise, broken }) => (broken === '' ? [] : [promise]));

test('[Z9] a clean run breaks nothing', () => {
  expect(brokenIn({})).toEqual([]);
});

test.each(PLANTED)('[Z9] %s: %s', (promise, _what, change) => {
  expect(brokenIn(change)).toEqual([promise]);
});

test('[Z9] what was in sight for less than 250 ms, or for longer only because the machine slept, may be gone', () => {
  const gone = { endings: [ending(stopped)], excuses: new Set(['stop'] as const) };
  expect(brokenIn({ ...gone, sightings: [seen('one two ', 249)] })).toEqual([]);
  const sleeps = [{ fromMs: 100, toMs: 5000 }];
  expect(brokenIn({ ...gone, sightings: [seen('one two ', 5100)], sleeps })).toEqual([]);
});
