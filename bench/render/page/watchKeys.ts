import { afterFrame } from './frames.ts';

/** Measures from each keydown to the end of the frame that follows it. */
export function watchKeys(): { take(): readonly number[] } {
  let times: number[] = [];
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      requestAnimationFrame(() => afterFrame(() => times.push(performance.now() - timeStamp)));
    },
    { capture: true },
  );
  return {
    take() {
      const taken = times;
      times = [];
      return taken;
    },
  };
}
