import { selectedInTurn, type SelectedText } from './selectedInTurn.ts';

/** Where something is offered for what is selected, in CSS pixels from the upper left corner of the thread. */
export interface OfferPlace {
  readonly selected: SelectedText;
  /** Of its upper edge. */
  readonly top: number;
  /** Of its middle. */
  readonly left: number;
}

/** How long a selection must rest that is not made by a pointer, in milliseconds. */
const REST_MS = 300;

/** How high the offer is with the space around it, and half of how wide, in CSS pixels. */
const HEIGHT_PX = 40;
const HALF_WIDTH_PX = 56;
const SPACE_PX = 8;

/**
 * Says where something can be offered for what is selected in a thread: not while a button of the pointer is down, and nowhere while it is out
 * of sight.
 *
 * @param thread its scroll box stands around it
 * @returns what ends it.
 */
export function watchSelection(thread: HTMLElement, onPlace: (place: OfferPlace | undefined) => void): () => void {
  const watching = new AbortController();
  const { signal } = watching;
  let isDown = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    const selected = isDown ? undefined : selectedInTurn();
    onPlace(selected && thread.contains(selected.turn) ? placeOf(selected, thread) : undefined);
  };
  const lookIn = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(look, ms);
  };
  const listen = (type: string, listener: (event: Event) => void): void =>
    document.addEventListener(type, listener, { signal, capture: true, passive: true });
  listen('pointerdown', ({ target }) => {
    // The offer itself is pressed.
    if (target instanceof Element && target.closest('[data-quote]')) return;
    isDown = true;
    onPlace(undefined);
  });
  for (const type of ['pointerup', 'pointercancel']) {
    listen(type, () => {
      isDown = false;
      // A press on what is selected takes it away only after this.
      lookIn(0);
    });
  }
  // This may begin in the middle of a drag.
  document.addEventListener('pointermove', ({ buttons }) => (isDown = buttons !== 0), { signal, passive: true });
  listen('selectionchange', () => lookIn(REST_MS));
  listen('scroll', look);
  // Once it is laid out anew; a window tells of it before.
  const sizes = new ResizeObserver(look);
  sizes.observe(thread);
  look();
  return () => {
    watching.abort();
    sizes.disconnect();
    clearTimeout(timer);
  };
}

function placeOf(selected: SelectedText, thread: HTMLElement): OfferPlace | undefined {
  const frame = (thread.parentElement ?? thread).getBoundingClientRect();
  const at = selected.range.getBoundingClientRect();
  if (at.bottom < frame.top || at.top > frame.bottom) return undefined;
  const lowest = frame.bottom - HEIGHT_PX;
  const above = at.top - HEIGHT_PX;
  const below = at.bottom + SPACE_PX;
  // What was read already is covered rather than what comes; but over it a phone has its own menu.
  const places = matchMedia('(pointer: coarse)').matches ? [below + SPACE_PX * 2, above] : [above, below];
  const top = places.find((place) => place >= frame.top && place <= lowest) ?? lowest;
  const middle = at.left + at.width / 2;
  const left = Math.min(Math.max(middle, frame.left + HALF_WIDTH_PX), frame.right - HALF_WIDTH_PX);
  return { selected, top: top - frame.top, left: left - frame.left };
}
