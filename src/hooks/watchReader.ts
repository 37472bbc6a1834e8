/** Within so many pixels of its end a scroll box counts as being at its end. */
const END_TOLERANCE_PX = 8;

/** Whether a scroll box follows its end, and the two ways to change that. */
export interface Hold {
  letGo(): void;
  takeHold(): void;
  isHeld(): boolean;
}

const UP_KEYS: ReadonlySet<string> = new Set(['ArrowUp', 'PageUp', 'Home']);

/**
 * Tells the reader's own movements from ours: intents come from input events, and only a fall of `scrollTop` without a
 * fall of the height is a drag of the scrollbar. @returns a function that ends the watching.
 */
export function watchReader(scroller: HTMLElement, hold: Hold): () => void {
  let lastTop = scroller.scrollTop;
  let lastHeight = scroller.scrollHeight;
  let touchY: number | undefined;
  const canScroll = () => scroller.scrollHeight > scroller.clientHeight;
  const letGo = () => {
    if (canScroll() && scroller.scrollTop > 0) hold.letGo();
  };
  const onWheel = (event: WheelEvent) => {
    if (event.deltaY < 0 && !event.ctrlKey) letGo();
  };
  const onTouchStart = (event: TouchEvent) => {
    touchY = event.touches[0]?.clientY;
  };
  const onTouchMove = (event: TouchEvent) => {
    const y = event.touches[0]?.clientY;
    if (y === undefined || touchY === undefined) return;
    if (y > touchY + 2) letGo();
    // From the highest point that the finger has been at, or a slow one would never be seen to move.
    touchY = Math.min(touchY, y);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isTextField(event.target)) return;
    if (UP_KEYS.has(event.key) || (event.key === ' ' && event.shiftKey)) letGo();
  };
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    const atEnd = scrollHeight - clientHeight - scrollTop <= END_TOLERANCE_PX;
    const movedUp = scrollTop < lastTop - 1 && scrollHeight >= lastHeight;
    if (hold.isHeld() && movedUp && !atEnd) hold.letGo();
    if (!hold.isHeld() && atEnd && scrollTop > lastTop) hold.takeHold();
    lastTop = scrollTop;
    lastHeight = scrollHeight;
  };
  const abort = new AbortController();
  const options = { passive: true, signal: abort.signal };
  scroller.addEventListener('wheel', onWheel, options);
  scroller.addEventListener('touchstart', onTouchStart, options);
  scroller.addEventListener('touchmove', onTouchMove, options);
  scroller.addEventListener('keydown', onKeyDown, options);
  scroller.addEventListener('scroll', onScroll, options);
  return () => abort.abort();
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}
