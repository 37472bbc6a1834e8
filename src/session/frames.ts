/** When drawn things may change: at most once for each picture that the screen shows. */
export interface Frames {
  /** Calls `callback` once before the next picture, or soon when there are no pictures, unless the returned function is called before. */
  request(callback: () => void): () => void;
}

/** The longest wait for a picture, in milliseconds: a hidden page draws none, and its replies must go on. */
const LONGEST_FRAME_MS = 100;

/** What takes longer to draw, in milliseconds, is followed by a rest as long: a slow device has time for keys then. */
const REST_FROM_MS = 12;

/** The browser's animation frames, with a timer beside them for pages that are hidden or that become hidden meanwhile. */
export function createBrowserFrames(): Frames {
  let restsUntilMs = 0;

  /** Runs behind the picture: what came before is script, style, layout and painting. */
  const rest = (beganAtMs: number): void => {
    const nowMs = performance.now();
    const costMs = nowMs - beganAtMs;
    restsUntilMs = costMs < REST_FROM_MS ? 0 : nowMs + Math.min(costMs, LONGEST_FRAME_MS);
  };

  return {
    request(callback) {
      let frame = 0;
      const cancel = (): void => {
        cancelAnimationFrame(frame);
        clearTimeout(resting);
        clearTimeout(timer);
      };
      const run = (): void => {
        cancel();
        const beganAtMs = performance.now();
        callback();
        setTimeout(rest, 0, beganAtMs);
      };
      const restMs = Math.max(0, restsUntilMs - performance.now());
      const askForPicture = (): void => {
        frame = requestAnimationFrame(run);
      };
      const resting = restMs > 0 ? setTimeout(askForPicture, restMs) : undefined;
      if (restMs === 0) askForPicture();
      const timer = setTimeout(run, restMs + LONGEST_FRAME_MS);
      return cancel;
    },
  };
}
