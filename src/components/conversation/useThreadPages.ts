import { useEffect, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { PageForms } from './PageForms.ts';
import { onTurnRequest } from '../../hooks/turnRequests.ts';
import { slices } from '../../markdown/slices/slices.ts';
import { lookAtPages } from './lookAtPages.ts';

/** What a thread in pages works with. */
export interface ThreadPagesOptions {
  readonly box: RefObject<HTMLElement | null>;
  /** Its children are the pages. */
  readonly content: RefObject<HTMLElement | null>;
  readonly forms: PageForms;
  /** The page of a message; -1 when it is on none. Keep it the same as long as the pages are the same. */
  readonly pageOf: (messageId: string) => number;
}

/**
 * Shows the turns of those pages that are in sight or near it, and puts the words of all others into the document while the browser idles, or
 * at once before a search, a selection of everything or a print.
 *
 * @see docs/spec.md U35
 */
export function useThreadPages({ box, content, forms, pageOf }: ThreadPagesOptions): void {
  useEffect(() => {
    const stopping = new AbortController();
    onTurnRequest((messageId) => {
      const page = pageOf(messageId);
      // With what is beside it, so that it comes to rest where it is shown.
      if (page !== -1) flushSync(() => [page - 1, page, page + 1].forEach((near) => forms.set(near, 'turns')));
    }, stopping.signal);
    return () => stopping.abort();
  }, [forms, pageOf]);
  useEffect(() => {
    const scroller = box.current;
    const inner = content.current;
    if (!scroller || !inner) return undefined;
    const stopping = new AbortController();
    const { signal } = stopping;
    let frame = 0;
    const look = (): void => {
      frame = 0;
      // One page a frame beyond what is in sight, so that scrolling stays smooth.
      if (lookAtPages(scroller, inner, forms) === 'more') lookSoon();
    };
    const lookSoon = (): void => {
      frame ||= requestAnimationFrame(look);
    };
    const observer = new ResizeObserver(lookSoon);
    observer.observe(scroller);
    observer.observe(inner);
    scroller.addEventListener('scroll', lookSoon, { passive: true, signal });
    const all = (): number[] => Array.from(inner.children, (_, page) => page);
    const putWords = (pages: readonly number[]): void => {
      for (const page of pages) if (forms.of(page) === 'box') forms.set(page, 'words');
    };
    const stopFilling = whenIdle(() => {
      const next = all().findLast((page) => forms.of(page) === 'box' && inner.children[page]?.childElementCount === 0);
      if (next === undefined) return 'rest';
      putWords([next]);
      return 'more';
    });
    document.addEventListener(
      'keydown',
      (event) => {
        const isForAll = (event.ctrlKey || event.metaKey) && /^[af]$/i.test(event.key);
        if (!isForAll && event.key !== 'F3') return;
        flushSync(() => putWords(all()));
        slices.finish();
      },
      { capture: true, signal },
    );
    addEventListener('beforeprint', () => showAll(all(), forms), { signal });
    addEventListener('afterprint', lookSoon, { signal });
    look();
    return () => {
      stopping.abort();
      stopFilling();
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [box, content, forms]);
}

/** Before a print: all pages, and all of the replies on them. */
function showAll(pages: readonly number[], forms: PageForms): void {
  flushSync(() => pages.forEach((page) => forms.set(page, 'turns')));
  slices.finish();
}

/** How long there may be nothing to do before it is looked again, in milliseconds. */
const REST_MS = 1000;

/** Does something small again and again while the browser has nothing better to do. @returns what ends it. */
function whenIdle(work: () => 'more' | 'rest'): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let callback = 0;
  const isKnown = typeof requestIdleCallback === 'function'; // Not in Safari.
  const run = (deadline?: IdleDeadline): void => {
    let next: 'more' | 'rest';
    do next = work();
    while (next === 'more' && (deadline?.timeRemaining() ?? 0) > 5);
    timer = setTimeout(ask, next === 'more' ? 0 : REST_MS);
  };
  const ask = (): void => {
    if (isKnown) callback = requestIdleCallback(run);
    else run();
  };
  timer = setTimeout(ask, REST_MS);
  return () => {
    clearTimeout(timer);
    if (isKnown) cancelIdleCallback(callback);
  };
}
