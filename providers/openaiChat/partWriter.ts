import type { ReplyEventBody } from '../../protocol/events.ts';
import type { Part, PartType } from '../../protocol/parts.ts';

/** The event that begins a part. */
export type PartStart = Extract<ReplyEventBody, { type: 'part-start' }>;

/** Numbers the parts of one reply. A part begins without its text, which follows as deltas: those are what a server may split. */
export interface PartWriter {
  /** More text: grows the part being written when it is of that kind, else begins one. */
  write(type: 'text' | 'reasoning', text: string): readonly ReplyEventBody[];
  /** Begins a part that ends the one being written. */
  open(part: Part): PartStart;
  /** A remark. The part being written goes on behind it, so that a remark never cuts a sentence or a code block in two. */
  remark(text: string): readonly ReplyEventBody[];
  /** Whether a part of that kind was begun. */
  has(type: PartType): boolean;
}

/**
 * A writer for one reply.
 *
 * @see docs/spec.md V4
 */
export function createPartWriter(): PartWriter {
  let count = 0;
  let growing: { readonly type: PartType; readonly index: number } | undefined;
  const begun = new Set<PartType>();

  function start(part: Part): PartStart {
    begun.add(part.type);
    count += 1;
    return { type: 'part-start', index: count - 1, part };
  }

  return {
    write(type, text) {
      if (growing?.type === type) return [{ type: 'part-delta', index: growing.index, delta: text }];
      const event = start({ type, text: '' });
      growing = { type, index: event.index };
      return [event, { type: 'part-delta', index: event.index, delta: text }];
    },
    open(part) {
      growing = undefined;
      return start(part);
    },
    remark(text) {
      return [start({ type: 'notice', text })];
    },
    has(type) {
      return begun.has(type);
    },
  };
}
