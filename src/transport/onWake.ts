/** How often the clock is looked at, and how far it may have gone meanwhile, in milliseconds. */
const TICK_MS = 5000;
const LONGEST_TICK_MS = 15_000;

/**
 * Calls `listener` whenever there is reason to believe that the server can be reached again, or that connections have died
 * unnoticed: the network is back, the page is shown, it comes out of the back-forward cache, or the machine has slept. Ends
 * when the returned function is called.
 *
 * @see docs/spec.md T20
 */
export function onWake(listener: () => void): () => void {
  let tickedAtMs = Date.now();
  // A machine that sleeps tells nobody; its clock has moved on when it wakes.
  const timer = setInterval(() => {
    const sleptMs = Date.now() - tickedAtMs;
    tickedAtMs += sleptMs;
    if (sleptMs > LONGEST_TICK_MS) listener();
  }, TICK_MS);
  const whenShown = (): void => {
    if (document.visibilityState === 'visible') listener();
  };
  window.addEventListener('online', listener);
  window.addEventListener('pageshow', listener);
  document.addEventListener('visibilitychange', whenShown);
  return () => {
    clearInterval(timer);
    window.removeEventListener('online', listener);
    window.removeEventListener('pageshow', listener);
    document.removeEventListener('visibilitychange', whenShown);
  };
}
