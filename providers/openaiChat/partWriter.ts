import type { ReplyEventBody } from '../../protocol/events.ts';
import type { Part, PartType } from '../../protocol/parts.ts';

/** Numbers the parts of one reply. A part begins without its text, which follows as deltas: those are what a server may split. */
export interface PartWriter {
  /** More text: grows the part being written when it is of that kind, else begins one. */
  write(type: 'text' | 'reasoning', text: string): void;
  /** Begins a part that ends the one being written. @returns its number. */
  open(part: Part): number;
  /** More text of a part that was opened. */
  grow(index: number, delta: string): void;
  /** A remark. The part being written goes on behind it, so that a remark never cuts a sentence or a code block in two. */
  remark(text: string): void;
  /** Whether a part of that kind was begun. */
  has(type: PartType): boolean;
}

/**
 * A writer for one reply, which tells its events in order.
 *
 * @see docs/spec.md V4
 */
export function createPartWriter(tell: (event: ReplyEventBody) => void): PartWriter {
  let count = 0;
  let growing: { readonly type: PartType; readonly index: number } | undefined;
  const begun = new Set<PartType>();

  function start(part: Part): number {
    begun.add(part.type);
    const index = count;
    count += 1;
    tell({ type: 'part-start', index, part });
    return index;
  }

  function grow(index: number, delta: string): void {
    if (delta !== '') tell({ type: 'part-delta', index, delta });
  }

  return {
    write(type, text) {
      if (growing?.type !== type) growing = { type, index: start({ type, text: '' }) };
      grow(growing.index, text);
    },
    open(part) {
      growing = undefined;
      return start(part);
    },
    grow,
    remark(text) {
      start({ type: 'notice', text });
    },
    has(type) {
      return begun.has(type);
    },
  };
}
