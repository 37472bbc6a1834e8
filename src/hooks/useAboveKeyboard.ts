import { useEffect, type RefObject } from 'react';

/**
 * Keeps the page's frame within what is in sight while an on-screen keyboard lies over the page. Safari makes no room for one, whatever
 * `interactive-widget` says: it lays it over the page, and scrolls that under it. Elsewhere the page itself is smaller then, and this does nothing.
 *
 * @see docs/spec.md U122
 */
export function useAboveKeyboard(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const view = window.visualViewport;
    const box = frame.current;
    if (!view || !box) return undefined;
    const fit = () => {
      // Whoever has enlarged the page moves it as they like.
      const isCovered = view.scale < 1.01 && document.documentElement.clientHeight - view.height > 1;
      box.style.height = isCovered ? `${view.height}px` : '';
      box.style.top = isCovered ? `${view.offsetTop + window.scrollY}px` : '';
    };
    fit();
    view.addEventListener('resize', fit);
    view.addEventListener('scroll', fit);
    return () => {
      view.removeEventListener('resize', fit);
      view.removeEventListener('scroll', fit);
    };
  }, [frame]);
}
