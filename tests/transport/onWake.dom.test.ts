import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onWake } from '../../src/transport/onWake.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const HOURS_MS = 3_600_000;

test('[T20] a machine that has slept wakes its page within five seconds, once', () => {
  const listener = vi.fn<() => void>();
  const stop = onWake(listener);
  vi.advanceTimersByTime(60_000);
  expect(listener).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + 8 * HOURS_MS);
  vi.advanceTimersByTime(5000);
  expect(listener).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(listener).toHaveBeenCalledTimes(1);
  stop();
});

test('[T20] a clock that is set back wakes nobody', () => {
  const listener = vi.fn<() => void>();
  const stop = onWake(listener);
  vi.setSystemTime(Date.now() - 24 * HOURS_MS);
  vi.advanceTimersByTime(60_000);
  expect(listener).not.toHaveBeenCalled();
  stop();
});

test.each(['online', 'pageshow'])('[T20] `%s` wakes a page until it does not listen any more', (name) => {
  const listener = vi.fn<() => void>();
  const stop = onWake(listener);
  window.dispatchEvent(new Event(name));
  expect(listener).toHaveBeenCalledTimes(1);
  stop();
  window.dispatchEvent(new Event(name));
  vi.setSystemTime(Date.now() + 8 * HOURS_MS);
  vi.advanceTimersByTime(5000);
  expect(listener).toHaveBeenCalledTimes(1);
});
