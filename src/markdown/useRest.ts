import { useLayoutEffect } from 'react';
import type { RefObject } from 'react';

/** How long no text has come when a reply counts as resting, in milliseconds. */
const REST_MS = 600;

/**
 * Marks the page of an open reply by `data-resting` while no text comes.
 * @see docs/spec.md M22
 */
export function useRest(page: RefObject<HTMLElement | null>, text: string, open: boolean): void {
  useLayoutEffect(() => {
    const element = page.current;
    if (!open || element === null) return undefined;
    const timer = setTimeout(() => {
      element.dataset['resting'] = '';
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      delete element.dataset['resting'];
    };
  }, [page, text, open]);
}
