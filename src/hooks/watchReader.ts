/** Within so many pixels of its end a scroll box counts as being at its end. */
const END_TOLERANCE_PX = 8;

/** The watching of a reader. */
export interface ReaderWatch {
  /** To be called after each scroll of our own: where the box is then is no doing of the reader. */
  expectPlace(): void;
  stop(): void;
}

const UP_KEYS: ReadonlySet<string> = new Set(['ArrowUp', 'PageUp', 'Home']);
const DOWN_KEYS: ReadonlySet<string> = new Set(['ArrowDown', 'PageDown', 'End', ' ']);

/**
 * Tells the reader's own movements from ours: gestures come from input events, and whatever else moves the box (the scrollbar,
 * find-in-page) is the reader too, unless we said so or the content shrank from under the place.
 */
export function watchReader(
  scroller: HTMLElement,
  onIntent: (intent: 'let go' | 'reach end' | 'move') => void,
): ReaderWatch {
  let lastTop = 0;
  let lastHeight = 0;
  const notePlace = () => {
    lastTop = scroller.scrollTop;
    lastHeight = scroller.scrollHeight;
  };
  notePlace();
  let touchY: number | undefined;
  const canScroll = () => scroller.scrollHeight > scroller.clientHeight;
  const letGo = () => {
    if (canScroll() && scroller.scrollTop > 0) onIntent('let go');
  };
  const below = () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
  const goDown = () => {
    if (below() <= END_TOLERANCE_PX) onIntent('reach end');
  };
  const onWheel = (event: WheelEvent) => {
    if (event.ctrlKey) return;
    if (event.deltaY < 0) letGo();
    if (event.deltaY > 0) goDown();
  };
  const onTouchStart = (event: TouchEvent) => {
    touchY = event.touches[0]?.clientY;
  };
  const onTouchMove = (event: TouchEvent) => {
    const y = event.touches[0]?.clientY;
    if (y === undefined || touchY === undefined) return;
    if (y > touchY + 2) letGo();
    if (y < touchY) goDown();
    // From the highest point that the finger has been at, or a slow one would never be seen to move.
    touchY = Math.min(touchY, y);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isTextField(event.target)) return;
    if (UP_KEYS.has(event.key) || (event.key === ' ' && event.shiftKey)) letGo();
    else if (DOWN_KEYS.has(event.key)) goDown();
  };
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    // Content that shrank leaves the box at its end: it cannot be where it was, whatever has grown since.
    const isClamped = scrollTop < lastTop && scrollHeight < lastHeight && lastTop > scrollHeight - clientHeight;
    if (scrollTop < lastTop - 1 && !isClamped && below() > 1) onIntent('let go');
    if (scrollTop > lastTop) goDown();
    if (!isClamped) onIntent('move');
    notePlace();
  };
  const abort = new AbortController();
  const options = { passive: true, signal: abort.signal };
  scroller.addEventListener('wheel', onWheel, options);
  scroller.addEventListener('touchstart', onTouchStart, options);
  scroller.addEventListener('touchmove', onTouchMove, options);
  scroller.addEventListener('keydown', onKeyDown, options);
  scroller.addEventListener('scroll', onScroll, options);
  return {
    expectPlace: notePlace,
    stop: () => abort.abort(),
  };
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}
