import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useDelayed } from '../../src/hooks/useDelayed.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function renderDelayed() {
  const { result, rerender } = renderHook(({ condition }) => useDelayed(condition, 300), {
    initialProps: { condition: true },
  });
  return {
    shown: () => result.current,
    set: (condition: boolean) => rerender({ condition }),
    pass: (ms: number) => act(() => void vi.advanceTimersByTime(ms)),
  };
}

test('[U29] what lasts is shown after the delay, and gone as soon as it is over', () => {
  const { shown, set, pass } = renderDelayed();
  pass(299);
  expect(shown()).toBe(false);
  pass(1);
  expect(shown()).toBe(true);
  set(false);
  expect(shown()).toBe(false);
});

test('[U29] what is over sooner is never shown, and the delay begins anew', () => {
  const { shown, set, pass } = renderDelayed();
  pass(200);
  set(false);
  set(true);
  pass(200);
  expect(shown()).toBe(false);
  pass(100);
  expect(shown()).toBe(true);
});
