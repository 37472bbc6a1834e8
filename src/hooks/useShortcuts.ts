import { useEffect } from 'react';
import { isApple } from './isApple.ts';
import { isComposing } from './isComposing.ts';
import { useSession } from './useSession.ts';

/** A shortcut that was pressed: `C` for Ctrl, `M` for ⌘, `S` for Shift, and the key in lower case, as in `CSo`. */
export interface Pressed {
  readonly keys: string;
}

const COMMAND = isApple() ? 'M' : 'C';

/**
 * All keys that the table of commands has, known before it is loaded. First those that cannot be turned off; after `@` those of a chat of the
 * list. Where the layout has no Latin letters, a key is named after its place (`keyk`, `slash`).
 */
const OURS = new RegExp(
  `^(?:@?(?:(S?f6|${COMMAND}S?([/?]|slash))|${COMMAND}(S?(key)?k|S((key)?[cfos]|[:;]|semicolon))|Sescape)|@(f2|delete))$`,
);

/**
 * Calls back with each shortcut, and keeps the browser from it. What they do is in the table `COMMANDS`.
 *
 * @param onShortcut the same from render to render
 * @see docs/spec.md U71 and U74
 */
export function useShortcuts(onShortcut: (pressed: Pressed) => void): void {
  const { settings } = useSession();
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const keys = keysOf(event);
      const ours = OURS.exec((document.activeElement?.matches('nav a') ? '@' : '') + keys);
      if (!ours || isComposing(event) || document.querySelector('dialog[open]')) return;
      if (!ours[1] && settings.getState().shortcuts === 'off') return;
      event.preventDefault();
      if (!event.repeat) onShortcut({ keys });
    };
    // First of all: Shift+Esc is not the Esc that stops a reply.
    document.addEventListener('keydown', hear, true);
    return () => document.removeEventListener('keydown', hear, true);
  }, [settings, onShortcut]);
}

function keysOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const modifiers = (ctrlKey ? 'C' : '') + (metaKey ? 'M' : '') + (altKey ? 'A' : '') + (shiftKey ? 'S' : '');
  // What fills in a form sends events without a key.
  return modifiers + (key > '~' ? code : key)?.toLowerCase();
}
