/** Whether somebody is at a page: it can be seen and has the keyboard. */
export interface PageAttention {
  isHere(): boolean;
  /** Calls `listener` after every change until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** The page that this runs in. */
export const pageAttention: PageAttention = {
  isHere: () => document.visibilityState === 'visible' && document.hasFocus(),
  onChange(listener) {
    const listening = new AbortController();
    const { signal } = listening;
    document.addEventListener('visibilitychange', listener, { signal });
    for (const type of ['focus', 'blur']) window.addEventListener(type, listener, { signal });
    return () => listening.abort();
  },
};
