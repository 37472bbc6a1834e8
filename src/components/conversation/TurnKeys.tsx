import { useEffect, useEffectEvent, type RefObject } from 'react';
import type { Message } from '../../conversation/Message.ts';
import { isComposing } from '../../hooks/isComposing.ts';
import { requestTurn } from '../../hooks/turnRequests.ts';
import { focusTurn, isInSight, outOfSight } from './focusTurn.ts';

/** What the keys of a thread work with. */
export interface TurnKeysProps {
  /** The scroll box of the thread. */
  readonly box: RefObject<HTMLElement | null>;
  readonly path: readonly Message[];
}

/**
 * Leads from turn to turn by keys. Draws nothing.
 *
 * @see docs/spec.md U73
 */
export default function TurnKeys({ box, path }: TurnKeysProps) {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || isComposing(event)) return;
    const place = placeFor(event, path);
    if (place === undefined) return;
    event.preventDefault();
    const message = path[place];
    if (!message) return;
    // One that is far from sight is not drawn yet.
    requestTurn(message.id);
    const turn = box.current?.querySelector<HTMLElement>(`article[data-message-id="${CSS.escape(message.id)}"]`);
    if (turn) focusTurn(turn);
  });
  useEffect(() => {
    const scroller = box.current;
    if (!scroller) return undefined;
    const stopHere = ({ target }: FocusEvent) => moveStop(scroller, target);
    moveStop(scroller, document.activeElement);
    scroller.addEventListener('keydown', hear);
    scroller.addEventListener('focusin', stopHere);
    return () => {
      scroller.removeEventListener('keydown', hear);
      scroller.removeEventListener('focusin', stopHere);
    };
  }, [box]);
  return null;
}

/** Has Tab stop at the turn that the focus is in. */
function moveStop(scroller: HTMLElement, target: EventTarget | null): void {
  const turn = target instanceof Element && target.closest<HTMLElement>('article');
  if (!turn || turn.tabIndex === 0) return;
  for (const other of scroller.querySelectorAll<HTMLElement>('article[tabindex="0"]')) other.tabIndex = -1;
  turn.tabIndex = 0;
}

/** The place on the path that a key leads to, which may be beyond it; `undefined` for a key that is left alone. */
function placeFor(event: KeyboardEvent, path: readonly Message[]): number | undefined {
  const { target, key, altKey } = event;
  if (!(target instanceof HTMLElement) || target.matches('input, textarea, select')) return undefined;
  const turn = target.closest('article');
  const isOnTurn = turn === target;
  const step = STEPS[key];
  if (step === undefined) return isOnTurn && !altKey ? ENDS[key]?.(path.length) : undefined;
  if (!altKey && !(isOnTurn && isReadThrough(target, step))) return undefined;
  if (turn) return placeOf(turn, path) + step;
  return placeOf([...target.querySelectorAll('article')].find(isInSight), path);
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

const ENDS: Readonly<Record<string, (count: number) => number>> = { Home: () => 0, End: (count) => count - 1 };

/** Whether there is no more of a turn to be scrolled into sight in a direction. */
function isReadThrough(turn: HTMLElement, step: number): boolean {
  const { above, below } = outOfSight(turn);
  // Half a pixel is none.
  return (step < 0 ? above : below) < 1;
}

function placeOf(turn: HTMLElement | undefined, path: readonly Message[]): number {
  return path.findIndex(({ id }) => id === turn?.dataset['messageId']);
}
