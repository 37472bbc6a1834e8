/**
 * Calls `listener` whenever there is reason to believe that the server can be reached again: the network is back, the
 * page is shown, or it comes out of the back-forward cache. Ends when the returned function is called.
 */
export function onWake(listener: () => void): () => void {
  const whenShown = (): void => {
    if (document.visibilityState === 'visible') listener();
  };
  window.addEventListener('online', listener);
  window.addEventListener('pageshow', listener);
  document.addEventListener('visibilitychange', whenShown);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('pageshow', listener);
    document.removeEventListener('visibilitychange', whenShown);
  };
}
