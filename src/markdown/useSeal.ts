import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { guessedHeight } from './guessedHeight.ts';
import { seal } from './sealGroups.ts';

/**
 * Lets the browser leave a part of a long block out of the layout while it is final and out of sight; it keeps the height that it had,
 * or, where it comes into the page as final, one that is guessed.
 * @param isFinal whether nothing more comes to the part. It stays so.
 * @returns a ref for the part's element, which has the class `md-part`.
 * @see docs/spec.md M57
 */
export function useSeal<Part extends HTMLElement>(isFinal: boolean): RefObject<Part | null> {
  const part = useRef<Part>(null);
  const [wasFinal] = useState(isFinal);
  useLayoutEffect(() => {
    if (wasFinal && part.current !== null) seal(part.current, guessedHeight(part.current));
  }, [wasFinal]);
  useEffect(() => {
    if (isFinal && !wasFinal && part.current !== null) sealMeasured(part.current);
  }, [isFinal, wasFinal]);
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
