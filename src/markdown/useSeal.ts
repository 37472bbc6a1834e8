import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { guessedHeight } from './guessedHeight.ts';

/**
 * Lets the browser leave a part of a reply out of the layout while it is final and out of sight; it keeps the height that it had, or, where
 * it comes into the page as final, one that is guessed.
 * @param isFinal whether nothing more comes to the part. It stays so.
 * @param isDrawn whether it is in the page. It stays so.
 * @returns a ref for the part's element, which has the class `md-part` or `md-group`.
 * @see docs/spec.md M52 and M57
 */
export function useSeal<Part extends HTMLElement>(isFinal: boolean, isDrawn = true): RefObject<Part | null> {
  const part = useRef<Part>(null);
  const [first] = useState({ isFinal });
  if (!isDrawn) first.isFinal ||= isFinal;
  useLayoutEffect(() => {
    if (isDrawn && first.isFinal && part.current !== null) seal(part.current, guessedHeight(part.current));
  }, [isDrawn, first]);
  useEffect(() => {
    if (isDrawn && isFinal && !first.isFinal && part.current !== null) sealMeasured(part.current);
  }, [isDrawn, isFinal, first]);
  return part;
}

const waiting = new Set<HTMLElement>();

/** All parts of a commit are measured before any is changed: a change makes the next measurement lay the page out anew. */
function sealMeasured(part: HTMLElement): void {
  if (waiting.size === 0) queueMicrotask(sealWaiting);
  waiting.add(part);
}

function sealWaiting(): void {
  const heights = [...waiting].map((part) => [part, part.offsetHeight] as const);
  waiting.clear();
  for (const [part, height] of heights) seal(part, height);
}

function seal(element: HTMLElement, heightPx: number): void {
  element.style.containIntrinsicBlockSize = `auto ${heightPx}px`;
  element.dataset['sealed'] = '';
}
