import { useEffect, useEffectEvent } from 'react';
import { isComposing } from './isComposing.ts';

/**
 * Ctrl+K (⌘K) searches all chats, Ctrl+Shift+F (⌘⇧F) looks in this one. Ctrl+F stays the browser's. Not while a dialog is open.
 *
 * @see docs/spec.md U62 and U64
 */
export function useSearchKeys({ onSearch, onFind }: { onSearch: () => void; onFind: () => void }): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isComposing(event)) return;
    const key = event.key.toLowerCase();
    const action = key === 'k' && !event.shiftKey ? onSearch : key === 'f' && event.shiftKey ? onFind : undefined;
    if (!action || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    document.addEventListener('keydown', handle);
    return () => document.removeEventListener('keydown', handle);
  }, []);
}
