import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

/**
 * For what goes away by itself: when it does so with the focus in it, the focus returns to where it came from instead of
 * being lost.
 *
 * @returns the element's `onFocus`.
 */
export function useFocusReturn(element: RefObject<HTMLElement | null>): (event: FocusEvent) => void {
  const origin = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const own = element.current;
    return () => {
      // Runs before the element is taken out of the page, so the focus is still seen in it.
      if (own?.contains(document.activeElement)) origin.current?.focus();
    };
  }, [element]);
  return ({ relatedTarget }) => {
    if (relatedTarget instanceof HTMLElement && !element.current?.contains(relatedTarget)) {
      origin.current = relatedTarget;
    }
  };
}
