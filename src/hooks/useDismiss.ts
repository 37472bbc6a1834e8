import { useEffect, useEffectEvent, type RefObject } from 'react';

/** Calls back when the reader turns away from an open menu: a press outside of it, focus leaving it, or Esc. */
export function useDismiss(layer: RefObject<HTMLElement | null>, open: boolean, onDismiss: () => void): void {
  const dismissOutside = useEffectEvent((event: Event) => {
    const [target] = event.composedPath();
    if (target instanceof Node && !layer.current?.contains(target)) onDismiss();
  });
  const dismissOnEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onDismiss();
  });
  useEffect(() => {
    if (!open) return undefined;
    const abort = new AbortController();
    const options = { signal: abort.signal, capture: true };
    document.addEventListener('pointerdown', dismissOutside, options);
    document.addEventListener('focusin', dismissOutside, options);
    document.addEventListener('keydown', dismissOnEscape, options);
    return () => abort.abort();
  }, [open]);
}
