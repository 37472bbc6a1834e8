import { isApple } from '../../hooks/isApple.ts';
import { say, type Words } from '../../words/say.ts';

/** What `useShortcuts` calls the keys that the table calls `Mod+Shift+O`. */
export function pressedFor(keys: string): string {
  const parts = keys.split('+');
  const key = (parts.at(-1) ?? '').toLowerCase();
  const name = LONG_NAMES[key] ?? key;
  return `${parts.includes('Mod') ? 'C' : ''}${parts.includes('Shift') ? 'S' : ''}${name}`;
}

const LONG_NAMES: Readonly<Record<string, string>> = { esc: 'escape', del: 'delete' };

/**
 * Pressed keys as `pressedFor` has them: ⌘ for Ctrl, and those that layouts have elsewhere. A slash may want Shift, and with Shift a semicolon
 * may be a colon.
 */
export function canonical(pressed: string): string {
  return pressed
    .replace(/^M/, 'C')
    .replace(/S?([/?]|slash)$/, '/')
    .replace(/(:|semicolon)$/, ';')
    .replace(/key(?=.$)/, '');
}

const ON_APPLE: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Del: '⌦',
};

const ELSEWHERE: Readonly<Record<string, Words>> = {
  Mod: 'Ctrl',
  Ctrl: 'Ctrl',
  Shift: 'Shift',
  Enter: 'Enter',
  Del: 'Del',
  Home: 'Home',
  End: 'End',
  Esc: 'Esc',
};

const ARROWS: Readonly<Record<string, string>> = { Up: '↑', Down: '↓' };

/** The keys of a shortcut one by one, as they are called on the reader's keyboard. */
export function keyNames(keys: string): readonly string[] {
  return keys.split('+').map((key) => {
    const words = ELSEWHERE[key];
    return ARROWS[key] ?? (isApple() ? ON_APPLE[key] : undefined) ?? (words && say(words)) ?? key;
  });
}
