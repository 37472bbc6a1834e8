import type { MouseEvent } from 'react';

/** Goes to the footnote with this number. */
export function showFootnote(event: MouseEvent, number: number): void {
  focusIn(event, `[data-footnote="${number}"]`);
}

/** Goes back from the footnote with this number to where the text names it first. */
export function showFootnoteMark(event: MouseEvent, number: number): void {
  focusIn(event, `[data-footnote-mark="${number}"]`);
}

/** Within the same reply: numbers begin anew in each, and ids would not. */
function focusIn(event: MouseEvent, selector: string): void {
  const target = event.currentTarget.closest('.md')?.querySelector<HTMLElement>(selector);
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: 'nearest' });
}
