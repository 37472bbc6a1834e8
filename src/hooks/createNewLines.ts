import { lastOf } from './threadView.ts';

/** How many lines have come below what the reader has seen. */
export interface NewLines {
  /** `undefined` while the end is in sight. */
  get(): number | undefined;
  /** @returns what ends it. */
  listen(listener: () => void): () => void;
  /** Looks where the reader is now. */
  look(scroller: HTMLElement, content: HTMLElement): void;
}

/** From how many pixels below the view on something is there. */
const BELOW_PX = 8;

/** A count of new lines that begins at nothing. It is no state of the thread, which must not render with each line. */
export function createNewLines(): NewLines {
  const listeners = new Set<() => void>();
  let count: number | undefined;
  let latest: HTMLElement | undefined;
  /** How much of the latest turn was ever in sight. */
  let seenPx = 0;
  const set = (next: number | undefined): void => {
    if (next === count) return;
    count = next;
    listeners.forEach((listener) => listener());
  };
  return {
    get: () => count,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look(scroller, content) {
      const turn = lastOf(content, 'article');
      const viewBottom = scroller.getBoundingClientRect().bottom;
      const end = content.lastElementChild?.getBoundingClientRect().bottom ?? 0;
      if (turn !== latest) seenPx = 0;
      // What is there when a chat is opened is not new.
      const isFirst = latest === undefined;
      latest = turn;
      if (turn === undefined) return set(undefined);
      const { top } = turn.getBoundingClientRect();
      const text = turn.querySelector('[data-reply-body]') ?? turn;
      const textPx = text.getBoundingClientRect().bottom - top;
      seenPx = Math.max(seenPx, isFirst ? textPx : viewBottom - top);
      const linePx = Number.parseFloat(getComputedStyle(text).lineHeight) || 24;
      set(end - viewBottom > BELOW_PX ? Math.max(0, Math.floor((textPx - seenPx) / linePx)) : undefined);
    },
  };
}
