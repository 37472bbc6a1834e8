import type { Draft } from '../conversation/Draft.ts';

/** A draft that is written, and what the disk has in its box before. */
export interface WrittenDraft {
  readonly draft: Draft;
  readonly before: Draft | undefined;
}
