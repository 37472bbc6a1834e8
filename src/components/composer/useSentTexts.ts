import { useRef } from 'react';

/** Leads through the texts that were sent. @returns the text to show, or nothing when there is no other. */
export type LookBack = (to: 'earlier' | 'later', current: string) => string | undefined;

/**
 * The history of what was sent, beginning after its latest; past that is what was being typed.
 *
 * @param sentTexts the first first; asked for when a key is pressed.
 * @see docs/spec.md U68
 */
export function useSentTexts(sentTexts: () => readonly string[]): LookBack {
  /** The text that is shown, and what was typed before. Whatever else is in the box begins anew. */
  const shown = useRef<{ readonly at: number; readonly text: string; readonly typed: string }>(undefined);
  return (to, current) => {
    const texts = sentTexts();
    const before = shown.current?.text === current ? shown.current : { at: texts.length, typed: current };
    const at = before.at + (to === 'earlier' ? -1 : 1);
    if (at < 0 || at > texts.length) return undefined;
    const text = texts[at] ?? before.typed;
    shown.current = at === texts.length ? undefined : { at, text, typed: before.typed };
    return text;
  };
}
