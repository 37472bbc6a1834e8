import { lastOf } from './threadView.ts';
import type { Place } from './placeMemory.ts';

/** The line that a reader sees first, which must not move by itself. */
export interface ReadingPlace {
  /** Takes note of where the reader is now. */
  note(): void;
  /** What was noted, as it can be remembered. */
  noted(): Place | undefined;
  /** The end, as it can be remembered: how much of the last message there is. */
  atEnd(): Place | undefined;
  /** Goes to a remembered place, or to the first line that was not there then. @returns whether that is to be kept, and not the end. */
  goTo(place: Place): boolean;
  /** Scrolls so that the line is where it was when it was noted. */
  restore(): void;
}

interface Anchor {
  readonly element: Element;
  /** How far its top was below that of the view. */
  readonly top: number;
}

/** From how many pixels on a line has moved. */
const MOVED_PX = 0.5;

/** By how much a message must have grown to be read on, in pixels: more than its buttons. */
const NEW_PX = 72;

/** How much of what was read stays in sight above what was not, in pixels. */
const CONTEXT_PX = 96;

/** How deep lines lie at most: page, turn, body, group, block, line. */
const DEPTH = 9;

/**
 * The reading place in a scroll box, not noted yet.
 *
 * @see docs/spec.md U36
 */
export function createReadingPlace(scroller: HTMLElement, content: HTMLElement): ReadingPlace {
  /** From the outside in: an inner one can be taken out of the document. */
  let anchors: readonly Anchor[] = [];
  const note = (): void => {
    anchors = anchorsIn(content, topOf(scroller));
  };
  return {
    note,
    noted() {
      for (const { element, top } of anchors) {
        const messageId = element.getAttribute('data-message-id');
        if (messageId !== null) return { messageId, top };
      }
      return undefined;
    },
    atEnd() {
      const last = lastOf(content, '[data-message-id]');
      const messageId = last?.dataset['messageId'];
      return last && messageId !== undefined ? { messageId, top: 0, readPx: heightOf(last) } : undefined;
    },
    goTo({ messageId, top, readPx }) {
      const message = content.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(messageId)}"]`);
      if (message === null) return false;
      if (readPx !== undefined && heightOf(message) < readPx + NEW_PX) return false;
      const below = readPx === undefined ? top : CONTEXT_PX - readPx;
      scroller.scrollTop += topOf(message) - topOf(scroller) - below;
      note();
      return true;
    },
    restore() {
      const anchor = anchors.findLast(({ element }) => element.isConnected);
      if (anchor === undefined) return;
      const moved = topOf(anchor.element) - topOf(scroller) - anchor.top;
      if (Math.abs(moved) >= MOVED_PX) scroller.scrollTop += moved;
    },
  };
}

function anchorsIn(content: Element, viewTop: number): readonly Anchor[] {
  const anchors: Anchor[] = [];
  let element: Element | undefined = content;
  while ((element = firstInSight(element, viewTop)) && anchors.length < DEPTH) {
    anchors.push({ element, top: topOf(element) - viewTop });
  }
  return anchors;
}

/** The first child that ends below the upper edge of the view; children follow each other downwards. */
function firstInSight({ children }: Element, viewTop: number): Element | undefined {
  let [from, to] = [0, children.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((children[middle]?.getBoundingClientRect().bottom ?? 0) <= viewTop) from = middle + 1;
    else to = middle;
  }
  return children[from];
}

/** How high what a message says is. */
function heightOf(message: HTMLElement): number {
  const text = message.querySelector('[data-reply-body]') ?? message;
  return text.getBoundingClientRect().bottom - topOf(message);
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}
