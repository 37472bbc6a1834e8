/** What one load of a page notes, in milliseconds since 1970; `undefined` until it has happened. */
export interface RefreshTimes {
  /** When the first text of the reply had been drawn. */
  earlierMs: number | undefined;
  /** When a word had been drawn that was sent after the load began. */
  liveMs: number | undefined;
}

declare global {
  interface Window {
    readonly refresh: RefreshTimes;
  }
}

/**
 * Runs in the page before its own scripts, so it uses nothing from outside of itself; the reply is one that tells the time. Drawn means: in
 * the document, and two frames later, which is at most one frame too long.
 */
export function watchRefresh(): void {
  const times: RefreshTimes = { earlierMs: undefined, liveMs: undefined };
  Object.defineProperty(window, 'refresh', { value: times });
  const seen = new Set<keyof RefreshTimes>();
  const note = (name: keyof RefreshTimes): void => {
    if (seen.has(name)) return;
    seen.add(name);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        times[name] = performance.timeOrigin + performance.now();
      }),
    );
  };
  const observer = new MutationObserver(() => {
    const bodies = document.querySelectorAll('article:not([data-status=sent]) [data-reply-body]');
    const words = bodies[bodies.length - 1]?.textContent ?? '';
    const sentMs = Number(/t([\d.]+)\s*$/.exec(words)?.[1]);
    if (words !== '') note('earlierMs');
    if (sentMs <= performance.timeOrigin || Number.isNaN(sentMs)) return;
    note('liveMs');
    observer.disconnect();
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
}
