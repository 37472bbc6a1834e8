/** Calls `listener` whenever the page may be about to go away for good. Ends when the returned function is called. */
export function onPageHide(listener: () => void): () => void {
  window.addEventListener('pagehide', listener);
  return () => window.removeEventListener('pagehide', listener);
}
