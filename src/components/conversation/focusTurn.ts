/** How much of a turn must be seen to be read, in CSS pixels: about two lines. */
const READABLE_PX = 48;

/** So far a scroll upwards lets go of the end, in CSS pixels. */
const LETTING_GO_PX = 2;

/** The scroll box that a turn is in. */
function boxOf(turn: HTMLElement): HTMLElement | null {
  return turn.closest<HTMLElement>('[data-message-count]');
}

/** How much of a turn is above what is seen, and how much below it, in CSS pixels; less than 0 where there is room. */
export function outOfSight(turn: HTMLElement): { readonly above: number; readonly below: number } {
  const view = boxOf(turn)?.getBoundingClientRect();
  const { top, bottom } = turn.getBoundingClientRect();
  return view ? { above: view.top - top, below: bottom - view.bottom } : { above: 0, below: 0 };
}

/** Whether something of a turn can be read. */
export function isInSight(turn: HTMLElement): boolean {
  const { above, below } = outOfSight(turn);
  return Math.max(above, below) < turn.offsetHeight - READABLE_PX;
}

/**
 * Gives the focus to a turn and brings it into sight, by default: all of it, or where it is higher than what is seen, its beginning.
 *
 * @see docs/spec.md U73
 */
export function focusTurn(turn: HTMLElement, { scroll = true }: { scroll?: boolean } = {}): void {
  turn.focus({ preventScroll: true });
  const { above, below } = outOfSight(turn);
  if (scroll && (above > 0 || below > 0)) turn.scrollIntoView({ block: above + below > 0 ? 'start' : 'nearest' });
  const box = boxOf(turn);
  if (!box || turn === [...box.querySelectorAll('article')].at(-1)) return;
  // What grows below it would push it out of sight again.
  if (box.scrollTop + box.clientHeight >= box.scrollHeight - 1) box.scrollTop -= LETTING_GO_PX;
}
