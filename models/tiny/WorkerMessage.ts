import type { TinyEvent, TinyRequest } from './TinyModel.ts';

/** What the model's worker is told. */
export type WorkerCommand =
  | { readonly type: 'generate'; readonly id: number; readonly request: TinyRequest }
  | { readonly type: 'stop'; readonly id: number };

/** What the model's worker answers, about the reply of that id. */
export type WorkerReport =
  | { readonly type: 'event'; readonly id: number; readonly event: TinyEvent }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

/** What the model's worker is started with. */
export interface WorkerSetup {
  /** Shared memory of one number: the worker keeps in it how many tokens it has computed. */
  readonly computedTokens: Int32Array<SharedArrayBuffer>;
}
