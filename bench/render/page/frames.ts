/** Resolves in the next animation frame, before it is drawn. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** Calls back in the first task after the frame that is being prepared. */
export function afterFrame(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => {
    port1.close();
    callback();
  });
  port1.start();
  port2.postMessage(undefined);
}

/**
 * Waits until the document has not changed for a while, 20 s at most.
 * @returns when it last changed, by `performance.now()`; the time of the call when it did not.
 */
export async function untilQuiet(quietMs: number): Promise<number> {
  const calledMs = performance.now();
  let lastMs = calledMs;
  const observer = new MutationObserver(() => {
    lastMs = performance.now();
  });
  observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  await nextFrame();
  await nextFrame();
  while (performance.now() - Math.max(lastMs, calledMs) < quietMs && performance.now() - calledMs < 20_000) {
    await new Promise((resolve) => setTimeout(resolve, quietMs / 5));
  }
  observer.disconnect();
  return lastMs;
}

/** Watches the time between frames; `stop` says the longest in milliseconds. */
export function watchFrames(): { stop(): number } {
  let longestMs = 0;
  let lastMs = performance.now();
  let handle = requestAnimationFrame(function look() {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
    handle = requestAnimationFrame(look);
  });
  return {
    stop() {
      cancelAnimationFrame(handle);
      return longestMs;
    },
  };
}
