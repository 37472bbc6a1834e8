import type { TypesetFormula } from './typesetFormula.ts';

/** A formula for the worker to set. Requests are answered in their order. */
export interface MathRequest {
  readonly source: string;
  readonly display: boolean;
}

/** `ready` comes once, first. */
export type MathAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'formula'; readonly formula: TypesetFormula; readonly tookMs: number };
