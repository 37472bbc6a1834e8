import { expect, test } from 'vitest';
import { createReplyScheduler } from '../../../models/tiny/createReplyScheduler.ts';

/** A scheduler whose turns the test takes, and what it did. */
function setUp() {
  const log: string[] = [];
  const deferred: (() => void)[] = [];
  const rests: { run: () => void; ms: number }[] = [];
  const scheduler = createReplyScheduler<string>({
    defer: (run) => void deferred.push(run),
    later: (run, ms) => void rests.push({ run, ms }),
    onEvent: (id, event) => log.push(`${id}:${event}`),
    onFailure: (id, cause) => log.push(`${id} failed: ${String(cause)}`),
  });
  const turn = (): boolean => {
    const run = deferred.shift();
    run?.();
    return run !== undefined;
  };
  const finish = (): void => {
    while (turn());
  };
  return { scheduler, log, deferred, rests, turn, finish };
}

test('[Y12] replies take turns, one step each', () => {
  const { scheduler, log, finish } = setUp();
  scheduler.add(1, ['a', 'b', 'c'].values());
  scheduler.add(2, ['x', 'y'].values());
  finish();
  expect(log).toEqual(['1:a', '2:x', '1:b', '2:y', '1:c']);
});

test('[Y12] one that comes later joins the round', () => {
  const { scheduler, log, turn, finish } = setUp();
  scheduler.add(1, ['a', 'b', 'c', 'd'].values());
  turn();
  turn();
  scheduler.add(2, ['x', 'y'].values());
  finish();
  expect(log).toEqual(['1:a', '1:b', '1:c', '2:x', '1:d', '2:y']);
});

test('steps without an event take a turn and say nothing', () => {
  const { scheduler, log, finish } = setUp();
  scheduler.add(1, [undefined, undefined, 'a'].values());
  scheduler.add(2, ['x', 'y'].values());
  finish();
  expect(log).toEqual(['2:x', '2:y', '1:a']);
});

test('[Y13] after a reply is removed not one more step of it is taken', () => {
  const { scheduler, log, deferred, turn, finish } = setUp();
  let steps = 0;
  scheduler.add(
    1,
    (function* () {
      while (true) {
        steps++;
        yield 'a';
      }
    })(),
  );
  turn();
  scheduler.remove(1);
  finish();
  expect(steps).toBe(1);
  expect(log).toEqual(['1:a']);
  expect(deferred).toEqual([]);
});

test('a reply whose step throws fails alone', () => {
  const { scheduler, log, finish } = setUp();
  scheduler.add(
    1,
    (function* (): Generator<string, void> {
      yield 'a';
      throw new Error('no');
    })(),
  );
  scheduler.add(2, ['x', 'y', 'z'].values());
  finish();
  expect(log).toEqual(['1:a', '2:x', '1 failed: Error: no', '2:y', '2:z']);
});

test('nothing is deferred while there is nothing to do, and only one turn at a time', () => {
  const { scheduler, deferred, finish } = setUp();
  expect(deferred).toHaveLength(0);
  scheduler.add(1, ['a'].values());
  scheduler.add(2, ['x'].values());
  expect(deferred).toHaveLength(1);
  finish();
  scheduler.remove(7);
  expect(deferred).toHaveLength(0);
});

test('[Y17] a reply with a pace rests after each event, and only then', () => {
  const { scheduler, log, rests, finish } = setUp();
  scheduler.add(1, [undefined, undefined, 'a', 'b'].values(), 8);
  scheduler.add(2, ['x', 'y'].values());
  finish();
  expect(log).toEqual(['2:x', '2:y', '1:a']);
  expect(rests.map(({ ms }) => ms)).toEqual([8]);
  rests.shift()?.run();
  finish();
  expect(log.at(-1)).toBe('1:b');
});

test('[Y13] a reply that is removed while it rests is not woken', () => {
  const { scheduler, log, rests, finish } = setUp();
  scheduler.add(1, ['a', 'b'].values(), 8);
  finish();
  scheduler.remove(1);
  rests.shift()?.run();
  finish();
  expect(log).toEqual(['1:a']);
});
