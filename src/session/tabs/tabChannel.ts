/** The way from one tab of a browser to all others. What is said has no state in it, and may come from a page of another version. */
export interface TabChannel {
  tell(message: unknown): void;
  /** Hears what other tabs tell, in place of who heard it before. */
  listen(listener: (message: unknown) => void): void;
  close(): void;
}

/** The browser's own way. */
export function createTabChannel(): TabChannel {
  const channel = new BroadcastChannel('rivulet');
  let hear: ((message: unknown) => void) | undefined;
  channel.addEventListener('message', ({ data }) => hear?.(data));
  return {
    // It reaches pages of the same origin only, and takes no other argument.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    tell: (message) => channel.postMessage(message),
    listen(listener) {
      hear = listener;
    },
    close: () => channel.close(),
  };
}
