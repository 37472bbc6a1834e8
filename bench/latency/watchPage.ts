/** Times that the page notes itself, in milliseconds since 1970, so that they can be compared with those of the server. */
export interface PageTimes {
  /** The last Enter, by the time stamp of the browser's input. */
  enterMs: number;
  /** The last click on Stop, likewise. */
  stopMs: number;
  /** When the first text of the answer after the last Enter had been drawn; `undefined` until then. */
  drawnMs: number | undefined;
}

declare global {
  interface Window {
    readonly times: PageTimes;
  }
}

/**
 * Runs in the page before its own scripts, so it uses nothing from outside of itself. Drawn means: in the document, and two frames later. The
 * second frame begins when the first has been handed to the screen, so the time is at most one frame too long.
 */
export function watchPage(): void {
  const times: PageTimes = { enterMs: 0, stopMs: 0, drawnMs: undefined };
  Object.defineProperty(window, 'times', { value: times });
  const epochOf = (event: Event): number => performance.timeOrigin + event.timeStamp;
  let answers = 0;
  const replies = (): NodeListOf<Element> =>
    document.querySelectorAll('article:not([data-status=sent]) [data-reply-body]');
  const look = (): void => {
    const bodies = replies();
    if (bodies.length <= answers || !bodies[bodies.length - 1]?.textContent) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        times.drawnMs = performance.timeOrigin + performance.now();
      }),
    );
  };
  const observer = new MutationObserver(look);
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter') return;
      times.enterMs = epochOf(event);
      times.drawnMs = undefined;
      answers = replies().length;
      observer.observe(document, { subtree: true, childList: true, characterData: true });
    },
    { capture: true },
  );
  addEventListener(
    'click',
    (event) => {
      const isStop = event.target instanceof Element && event.target.closest('[aria-label=Stop]') !== null;
      if (isStop) times.stopMs = epochOf(event);
    },
    { capture: true },
  );
}
