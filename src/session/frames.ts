/** When drawn things may change: at most once for each picture that the screen shows. */
export interface Frames {
  /** Calls `callback` once before the next picture, or soon when there are no pictures, unless the returned function is called before. */
  request(callback: () => void): () => void;
}

/** The longest wait for a picture, in milliseconds: a hidden page draws none, and its replies must go on. */
const LONGEST_FRAME_MS = 100;

/** The browser's animation frames, with a timer beside them for pages that are hidden or that become hidden meanwhile. */
export const browserFrames: Frames = {
  request(callback) {
    const cancel = (): void => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    const run = (): void => {
      cancel();
      callback();
    };
    const frame = requestAnimationFrame(run);
    const timer = setTimeout(run, LONGEST_FRAME_MS);
    return cancel;
  },
};
