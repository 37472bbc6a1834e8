/** Pieces that are taken as they come, without a promise for each: a reply has thousands, and each would cost several. */
export interface ReadySource<T> {
  /** The next piece, or `undefined` while none is there. */
  take(): T | undefined;
  /** Whether nothing will follow what has been taken. */
  readonly isDone: boolean;
  /** Must be called in the end. */
  close(): void;
}

/**
 * Opens a source. `onReady` is called whenever there may be something to take or nothing more will come; it must not
 * throw, and may be called before this returns.
 */
export type OpenSource<T> = (onReady: () => void) => ReadySource<T>;
