import { median } from './statistics.ts';
import type { PeerName } from './peers.ts';
import type { Part } from './options.ts';

/** One thing that was measured, over all runs. */
export interface Figure {
  readonly part: Part;
  /** What was done: a size, a block, a reply. */
  readonly cell: string;
  /** What was measured of it, with its unit. */
  readonly metric: string;
  readonly peer: PeerName;
  readonly values: readonly number[];
  readonly median: number;
}

/** Takes down what is measured. */
export class Figures {
  readonly #values = new Map<
    string,
    { readonly figure: Omit<Figure, 'values' | 'median'>; readonly values: number[] }
  >();

  add(figure: Omit<Figure, 'values' | 'median'>, value: number): void {
    const key = JSON.stringify([figure.part, figure.cell, figure.metric, figure.peer]);
    const entry = this.#values.get(key) ?? { figure, values: [] };
    entry.values.push(value);
    this.#values.set(key, entry);
  }

  /** Every figure, in the order in which they were first measured. */
  all(): Figure[] {
    return [...this.#values.values()].map(({ figure, values }) => ({ ...figure, values, median: median(values) }));
  }
}
