import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { slices } from './slices/slices.ts';

/**
 * Lets the browser leave a part of a long block out of the layout while it is final and out of sight; it keeps the height that it had.
 * @param isFinal whether nothing more comes to the part. It stays so.
 * @returns a ref for the part's element, which has the class `md-part`.
 * @see docs/spec.md M57
 */
export function useSeal<Part extends HTMLElement>(isFinal: boolean): RefObject<Part | null> {
  const part = useRef<Part>(null);
  useEffect(() => {
    if (isFinal && part.current !== null) seal(part.current);
  }, [isFinal]);
  return part;
}

const waiting = new Set<HTMLElement>();

/**
 * All parts of a commit are measured before any is changed: a change makes the next measurement lay the page out anew.
 */
function seal(part: HTMLElement): void {
  if (waiting.size === 0) slices.beforeNext(sealWaiting);
  waiting.add(part);
}

function sealWaiting(): void {
  const heights = [...waiting].map((part) => [part, part.offsetHeight] as const);
  waiting.clear();
  for (const [part, height] of heights) {
    part.style.containIntrinsicBlockSize = `auto ${height}px`;
    part.dataset['sealed'] = '';
  }
}
