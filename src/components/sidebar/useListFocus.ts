import { useEffect, useRef, type RefObject } from 'react';

/**
 * For a list of chats that another one may take the place of.
 *
 * @returns what gives the focus back to the chat that had it, where it was lost with the list, or to the list where that chat is no longer in it.
 */
export function useListFocus(around: RefObject<HTMLElement | null>): () => void {
  const last = useRef<string>(undefined);
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      const link = target instanceof Element ? target.closest('li')?.querySelector('a') : undefined;
      if (link) last.current = link.pathname;
    };
    const box = around.current;
    box?.addEventListener('focusin', note);
    return () => box?.removeEventListener('focusin', note);
  }, [around]);
  return () => {
    if (last.current === undefined || document.activeElement !== document.body) return;
    const nav = around.current?.querySelector('nav');
    (nav?.querySelector<HTMLElement>(`a[href="${last.current}"]`) ?? nav)?.focus();
  };
}
