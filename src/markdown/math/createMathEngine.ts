import type { ReactElement } from 'react';
import { createFormulaCache } from './createFormulaCache.ts';
import { formulaElement } from './formulaElement.ts';
import type { FormulaRefusalCode } from './FormulaRefusal.ts';
import type { Typesetter, TypesetResult } from './Typesetter.ts';

/** What came of a formula. */
export type FormulaDrawing =
  | { readonly kind: 'drawn'; readonly source: string; readonly element: ReactElement }
  | { readonly kind: 'refused'; readonly code: FormulaRefusalCode; readonly detail: string }
  /** Formulas cannot be drawn here. */
  | { readonly kind: 'unavailable' };

export interface MathEngine {
  /** What is known of a formula without any work. */
  known(source: string, display: boolean): FormulaDrawing | undefined;
  /**
   * Draws a formula.
   * @param done called once: at once where the formula is known, else in the frame in which it is shown.
   * @returns what takes the wish back.
   */
  draw(source: string, display: boolean, done: (drawing: FormulaDrawing) => void): () => void;
}

/** So many nodes are added in a frame, or one formula that has more. */
const nodesPerFrame = 1000;

/** About three hundred formulas. */
const cachedNodes = 50_000;

/** A formula that is being drawn. */
interface Order {
  readonly source: string;
  readonly display: boolean;
  readonly wishes: Set<(drawing: FormulaDrawing) => void>;
}

/**
 * Draws formulas: each once, a few in a frame.
 * @param nextFrame calls back when the next frame is made.
 * @see docs/spec.md M40
 */
export function createMathEngine(
  typesetter: Pick<Typesetter, 'typeset'>,
  nextFrame: (act: () => void) => void,
): MathEngine {
  const cache = createFormulaCache<FormulaDrawing>(cachedNodes);
  const orders = new Map<string, Order>();
  const arrived: { readonly order: Order; readonly formula: TypesetResult }[] = [];

  function place(source: string, display: boolean): Order {
    const order: Order = { source, display, wishes: new Set() };
    orders.set(keyOf(source, display), order);
    void typesetter.typeset(source, display).then((formula) => {
      if (arrived.push({ order, formula }) === 1) nextFrame(showArrived);
    });
    return order;
  }

  function showArrived(): void {
    let nodes = 0;
    for (const next of arrived.splice(0)) {
      const more = nodesOf(next.formula);
      if (nodes > 0 && nodes + more > nodesPerFrame) arrived.push(next);
      else show(next);
      nodes += more;
    }
    if (arrived.length > 0) nextFrame(showArrived);
  }

  function show({ order, formula }: (typeof arrived)[number]): void {
    const { source, display, wishes } = order;
    const drawing: FormulaDrawing =
      formula.kind === 'set'
        ? { kind: 'drawn', source, element: formulaElement(formula.tree, source, display) }
        : formula;
    if (drawing.kind !== 'unavailable') cache.set(keyOf(source, display), drawing, nodesOf(formula));
    orders.delete(keyOf(source, display));
    for (const done of wishes) done(drawing);
  }

  return {
    known: (source, display) => cache.get(keyOf(source, display)),
    draw(source, display, done) {
      const known = cache.get(keyOf(source, display));
      if (known !== undefined) {
        done(known);
        return () => undefined;
      }
      const { wishes } = orders.get(keyOf(source, display)) ?? place(source, display);
      wishes.add(done);
      return () => wishes.delete(done);
    },
  };
}

function nodesOf(formula: TypesetResult): number {
  return formula.kind === 'set' ? formula.nodes : 1;
}

function keyOf(source: string, display: boolean): string {
  return `${display ? 'display' : 'inline'} ${source}`;
}
