import { useEffect, useReducer } from 'react';
import { slices } from './slices.ts';

/** Has a component drawn again in a later slice while it waits for one. */
export function useSlices(waits: boolean): void {
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => (waits ? slices.wait(drawAgain) : undefined), [waits]);
}
