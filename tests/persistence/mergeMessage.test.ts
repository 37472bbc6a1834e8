import { expect, test } from 'vitest';
import { mergeMessage } from '../../src/persistence/mergeMessage.ts';
import { answer, question, run } from './rows.ts';

const asked = question('q1', 'a');
const streaming = { status: 'streaming', link: 'open' } as const;
const done = { status: 'done', finishReason: 'stop' } as const;
const withRuns = (...runs: ReturnType<typeof run>[]) => answer('m1', asked, { runs });

test('[P5] of two growing states of one run the longer one is kept', () => {
  const [short, long] = [withRuns(run('reply-1', streaming, 'Hel')), withRuns(run('reply-1', streaming, 'Hello'))];
  expect(mergeMessage(long, short)).toEqual(long);
  expect(mergeMessage(short, long)).toEqual(long);
});

test('[P5] an ended run stays ended, with all that either holds of it', () => {
  const stopped = withRuns(run('reply-1', { status: 'stopped' }, 'Hel', { endedAtMs: 9 }));
  const longer = withRuns(run('reply-1', streaming, 'Hello'));
  const both = withRuns(run('reply-1', { status: 'stopped' }, 'Hello', { endedAtMs: 9 }));
  expect(mergeMessage(stopped, longer)).toEqual(both);
  expect(mergeMessage(longer, stopped)).toEqual(both);
});

test('[P5] a run that another tab sends as well is not begun again, whoever was first', () => {
  const again = withRuns(run('reply-1', { status: 'queued' }, '', { startedAtMs: 2000, modelId: 'other/model' }));
  for (const kept of [
    withRuns(run('reply-1', { status: 'queued' })),
    withRuns(run('reply-1', streaming, 'Hel')),
    withRuns(run('reply-1', done, 'Hello')),
    withRuns(run('reply-1', { status: 'stopped' })),
  ]) {
    expect(mergeMessage(kept, again)).toEqual(kept);
  }
});

test('[P5] runs that only the disk has stay, in the order in which they were asked for', () => {
  const first = run('reply-1', { status: 'stopped' }, 'Hel');
  const [mine, theirs] = [
    run('reply-2', streaming, 'A', { startedAtMs: 2000 }),
    run('reply-3', done, 'B', { startedAtMs: 1500 }),
  ];
  expect(mergeMessage(withRuns(first, theirs), withRuns(first, mine))).toEqual(withRuns(first, theirs, mine));
});

test('[P5] a run that was asked for anew under its own id begins again', () => {
  const failed = withRuns(run('reply-1', { status: 'failed', error: { code: 'offline', message: 'No.' } }));
  const again = withRuns(run('reply-1', { status: 'queued' }, '', { startedAtMs: 2000 }));
  expect(mergeMessage(failed, again)).toEqual(again);
});

test('[P62] an answer that is stored stays one, in its place, whatever comes under its name', () => {
  const stored = withRuns(run('reply-1', done, 'Hello'));
  const moved = { ...withRuns(run('reply-1', done, 'Hello')), parentId: stored.id, order: 9 };
  expect(mergeMessage(stored, moved)).toEqual(stored);
  expect(mergeMessage(stored, question('a1', 'a'))).toEqual(stored);
});

test('[P5] a question that is stored stays as it is', () => {
  const changed = question('q1', 'a', { order: 9 });
  expect(mergeMessage(asked, changed)).toBe(asked);
  expect(mergeMessage(undefined, changed)).toBe(changed);
});
