import { useCallback, useEffect, useState } from 'react';
import { useSession } from './useSession.ts';

/** How the last copy went; falls back to `idle` after two seconds. */
export type CopyState = 'idle' | 'copied' | 'failed';

const SHOWN_MS = 2000;

/**
 * Copies text and says so in the status line. Works without the clipboard API too (plain http on a LAN).
 *
 * @see docs/spec.md U9
 */
export function useCopy(): readonly [CopyState, (text: string) => void] {
  const session = useSession();
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = useCallback(
    (text: string) => {
      void writeClipboard(text).then((copied) => {
        setState(copied ? 'copied' : 'failed');
        session.announce(copied ? 'Copied' : 'Copying is not allowed here');
      });
    },
    [session],
  );
  return [state, copy];
}

async function writeClipboard(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return copyBySelection(text);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copyBySelection(text),
  );
}

/** The old way: select the text in a field out of sight. The only one where the page is not a secure context. */
function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('aria-hidden', 'true');
  field.className = 'fixed top-0 start-0 opacity-0';
  // Outside of an open dialog nothing can be selected, and the command would succeed without copying.
  (focused?.closest('dialog') ?? document.body).append(field);
  // Not every browser focuses what it selects, and only the focused field is copied from.
  field.focus();
  field.select();
  // Deprecated, and the only way without a secure context.
  // oxlint-disable-next-line typescript/no-deprecated
  const copied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
