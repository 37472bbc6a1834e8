import { describe, expect, test } from 'vitest';
import { createMathEngine } from '../../../src/markdown/math/createMathEngine.ts';
import type { FormulaDrawing } from '../../../src/markdown/math/createMathEngine.ts';
import { createFormulaCache } from '../../../src/markdown/math/createFormulaCache.ts';
import type { TypesetResult } from '../../../src/markdown/math/Typesetter.ts';

/** An engine whose frames the test makes and whose formulas have as many nodes as their source says. */
function createStage(results: Readonly<Record<string, TypesetResult>> = {}) {
  const asked: string[] = [];
  const frames: (() => void)[] = [];
  const shown: string[] = [];
  const typesetter = {
    typeset: (source: string): Promise<TypesetResult> => {
      asked.push(source);
      return Promise.resolve(results[source] ?? { kind: 'set', tree: [source], nodes: Number(source) });
    },
  };
  const engine = createMathEngine(typesetter, (act) => frames.push(act));
  return {
    engine,
    asked,
    shown,
    draw: (source: string) => engine.draw(source, false, (drawing) => shown.push(`${source} ${drawing.kind}`)),
    /** Makes a frame; all answers have come by then. */
    async frame() {
      await Promise.resolve();
      await Promise.resolve();
      for (const act of frames.splice(0)) act();
    },
  };
}

describe('the engine for formulas', () => {
  test('[M40] draws each formula once, and knows it from then on', async () => {
    const { engine, asked, shown, draw, frame } = createStage();
    draw('1');
    draw('1');
    expect(engine.known('1', false)).toBeUndefined();
    await frame();
    expect(shown).toEqual(['1 drawn', '1 drawn']);
    draw('1');
    expect(shown).toHaveLength(3);
    expect(asked).toEqual(['1']);
    expect(engine.known('1', false)?.kind).toBe('drawn');
    expect(engine.known('1', true)).toBeUndefined();
  });

  test('[M40] shows in one frame no more than a frame can bear', async () => {
    const { shown, draw, frame } = createStage();
    for (const source of ['400', '401', '402', '4000', '403']) draw(source);
    const frames: string[] = [];
    while (shown.length < 5) {
      const before = shown.length;
      await frame();
      frames.push(shown.slice(before).join());
    }
    expect(frames).toEqual(['400 drawn,401 drawn', '402 drawn', '4000 drawn', '403 drawn']);
  });

  test('[M40] tells nobody who no longer waits', async () => {
    const { shown, draw, frame } = createStage();
    const takeBack = draw('1');
    draw('2');
    takeBack();
    await frame();
    expect(shown).toEqual(['2 drawn']);
  });

  test('[M40] remembers what cannot be drawn, but not that there was no worker', async () => {
    const { engine, draw, frame } = createStage({
      wrong: { kind: 'refused', code: 'wrong', detail: 'x' },
      later: { kind: 'unavailable' },
    });
    draw('wrong');
    draw('later');
    await frame();
    expect(engine.known('wrong', false)).toEqual({ kind: 'refused', code: 'wrong', detail: 'x' });
    expect(engine.known('later', false)).toBeUndefined();
  });
});

test('[M40] the drawings that are kept are bounded, and what was used last stays', () => {
  const cache = createFormulaCache<FormulaDrawing['kind']>(10);
  cache.set('a', 'drawn', 5);
  cache.set('b', 'drawn', 5);
  expect(cache.get('a')).toBe('drawn');
  cache.set('c', 'drawn', 5);
  expect(cache.get('a')).toBe('drawn');
  expect(cache.get('b')).toBeUndefined();
  cache.set('huge', 'drawn', 11);
  expect(cache.get('huge')).toBeUndefined();
});
