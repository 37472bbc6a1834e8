import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBrowserFrames, type Frames } from '../../src/session/frames.ts';

let nowMs: number;
let browserFrames: Frames;

beforeEach(() => {
  nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  browserFrames = createBrowserFrames();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('[N2] a frame comes with the next picture, once', () => {
  const callback = vi.fn<() => void>();
  browserFrames.request(callback);
  vi.advanceTimersToNextFrame();
  expect(callback).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(callback).toHaveBeenCalledTimes(1);
});

test('[N2] a page that draws nothing, because it is hidden, has a frame every tenth of a second', () => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  const callback = vi.fn<() => void>();
  browserFrames.request(callback);
  vi.advanceTimersByTime(99);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(callback).toHaveBeenCalledTimes(1);
});

test('[N2] a frame that was called off does not come', () => {
  const callback = vi.fn<() => void>();
  browserFrames.request(callback)();
  vi.advanceTimersByTime(1000);
  expect(callback).not.toHaveBeenCalled();
});

test('[N2] what takes long to draw is followed by a rest as long, what does not by none', () => {
  const drawFor = (costMs: number) => {
    const drawn = vi.fn<() => void>(() => {
      nowMs += costMs;
    });
    browserFrames.request(drawn);
    return drawn;
  };
  drawFor(40);
  vi.advanceTimersToNextFrame();
  vi.advanceTimersByTime(1);
  const later = drawFor(5);
  vi.advanceTimersToNextFrame();
  expect(later).not.toHaveBeenCalled();
  vi.advanceTimersByTime(40);
  vi.advanceTimersToNextFrame();
  expect(later).toHaveBeenCalledTimes(1);
  nowMs += 40;
  vi.advanceTimersByTime(1);
  const next = drawFor(5);
  vi.advanceTimersByTime(99);
  vi.advanceTimersToNextFrame();
  expect(next).toHaveBeenCalledTimes(1);
});
