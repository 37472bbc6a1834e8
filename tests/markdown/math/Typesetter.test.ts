import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MathAnswer, MathRequest } from '../../../src/markdown/math/mathMessages.ts';
import { Typesetter } from '../../../src/markdown/math/Typesetter.ts';
import type { MathWorker } from '../../../src/markdown/math/Typesetter.ts';
import type { TypesetFormula } from '../../../src/markdown/math/typesetFormula.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const drawn: TypesetFormula = { kind: 'set', tree: ['x'], nodes: 1 };
const tooSlow = { kind: 'refused', code: 'too-slow', detail: '' };

/** A worker whose answers the test gives. */
class HeldWorker extends EventTarget implements MathWorker {
  readonly asked: string[] = [];
  state: 'running' | 'stopped' = 'running';

  postMessage(request: MathRequest): void {
    this.asked.push(request.source);
  }

  terminate(): void {
    this.state = 'stopped';
  }

  answer(answer: MathAnswer): void {
    this.dispatchEvent(new MessageEvent('message', { data: answer }));
  }

  ready(): void {
    this.answer({ kind: 'ready' });
  }

  set(tookMs = 1): void {
    this.answer({ kind: 'formula', formula: drawn, tookMs });
  }
}

function createStage() {
  const workers: HeldWorker[] = [];
  const typesetter = new Typesetter(() => {
    const worker = new HeldWorker();
    workers.push(worker);
    return worker;
  });
  return { typesetter, workers };
}

/** The one worker that runs. */
function running(workers: readonly HeldWorker[]): HeldWorker {
  const [worker, ...more] = workers.filter(({ state }) => state === 'running');
  if (worker === undefined || more.length > 0) throw new Error('not one worker runs');
  return worker;
}

describe('the worker that sets formulas', () => {
  test('[M40] is started with the first formula, and answers in order', async () => {
    const { typesetter, workers } = createStage();
    expect(workers).toHaveLength(0);
    const both = Promise.all([typesetter.typeset('a', false), typesetter.typeset('b', false)]);
    const worker = running(workers);
    worker.ready();
    worker.set();
    worker.answer({ kind: 'formula', formula: { kind: 'refused', code: 'wrong', detail: 'b' }, tookMs: 1 });
    expect(await both).toEqual([drawn, { kind: 'refused', code: 'wrong', detail: 'b' }]);
    expect(worker.asked).toEqual(['a', 'b']);
  });

  test('[M40] may take its time to load', async () => {
    const { typesetter, workers } = createStage();
    const formula = typesetter.typeset('a', false);
    await vi.advanceTimersByTimeAsync(60_000);
    running(workers).ready();
    running(workers).set();
    expect(await formula).toEqual(drawn);
  });

  test('[M40] is replaced when it takes too long for one formula, and the others are set', async () => {
    const { typesetter, workers } = createStage();
    const [slow, next] = [typesetter.typeset('slow', false), typesetter.typeset('next', false)];
    const first = running(workers);
    first.ready();
    await vi.advanceTimersByTimeAsync(3000);
    expect(await slow).toEqual(tooSlow);
    expect(first.state).toBe('stopped');
    const second = running(workers);
    expect(second.asked).toEqual(['next']);
    // What the stopped one still says is for nobody.
    first.set();
    second.ready();
    second.set();
    expect(await next).toEqual(drawn);
  });

  test('[M40] is given the full time for each formula', async () => {
    const { typesetter, workers } = createStage();
    const both = Promise.all([typesetter.typeset('a', false), typesetter.typeset('b', false)]);
    running(workers).ready();
    await vi.advanceTimersByTimeAsync(1500);
    running(workers).set();
    await vi.advanceTimersByTimeAsync(1500);
    running(workers).set();
    expect(await both).toEqual([drawn, drawn]);
    expect(workers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(running(workers).state).toBe('running');
  });

  test('[M40] spends little time on formulas with macros of their own, all together', async () => {
    const { typesetter, workers } = createStage();
    const bombs = Array.from({ length: 20 }, (_, at) => typesetter.typeset(String.raw`\def\a{${at}}\a`, false));
    for (let at = 0; at < 20; at += 1) {
      workers.at(-1)?.ready();
      await vi.advanceTimersByTimeAsync(3000);
    }
    expect(await Promise.all(bombs)).toEqual(bombs.map(() => tooSlow));
    expect(workers.length).toBeLessThanOrEqual(3);
    const plain = typesetter.typeset(String.raw`\left(x\right)`, false);
    running(workers).ready();
    running(workers).set();
    expect(await plain).toEqual(drawn);
  });

  test('[M40] sets many formulas with macros that take no time', async () => {
    const { typesetter, workers } = createStage();
    for (let at = 0; at < 100; at += 1) {
      const formula = typesetter.typeset(String.raw`\newcommand{\a}{${at}}\a`, false);
      if (at === 0) running(workers).ready();
      running(workers).set(2);
      expect(await formula).toEqual(drawn);
    }
  });

  test('[M40] is not waited for where it cannot be had', async () => {
    const refused = new Typesetter(() => {
      throw new TypeError('no workers here');
    });
    expect(await refused.typeset('a', false)).toEqual({ kind: 'unavailable' });
    const { typesetter, workers } = createStage();
    const formula = typesetter.typeset('a', false);
    running(workers).dispatchEvent(new Event('error'));
    expect(await formula).toEqual({ kind: 'unavailable' });
    expect(await typesetter.typeset('b', false)).toEqual({ kind: 'unavailable' });
    expect(workers).toHaveLength(1);
  });
});
