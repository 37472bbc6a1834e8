import { useEffect, useEffectEvent, type RefObject } from 'react';
import { isComposing } from './isComposing.ts';

/** An open menu or dialog: Esc closes it and does nothing else. */
const OPEN_LAYER = 'dialog[open], [data-layer-open]';

/**
 * Calls back on Esc inside `root`, or anywhere on the page that is neither another chat nor a text field. Not when the key closed a menu or a
 * dialog, cancelled an edit, or ended the composition of an input method.
 *
 * @see docs/spec.md U5
 */
export function useEscape(root: RefObject<HTMLElement | null>, onEscape: () => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
    if (document.querySelector(OPEN_LAYER)) return;
    // For an embedded chat the event's `target` is the element that hosts its shadow root.
    const [target] = event.composedPath();
    const chat = target instanceof Element ? target.closest('[data-chat]') : null;
    if (chat === root.current || (chat === null && !isTextField(target))) onEscape();
  });
  useEffect(() => {
    document.addEventListener('keydown', handle);
    return () => document.removeEventListener('keydown', handle);
  }, []);
}

function isTextField(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
