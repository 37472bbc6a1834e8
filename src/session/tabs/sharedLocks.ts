import { browserLocks } from './browserLocks.ts';
import type { TabLocks } from './TabLocks.ts';

/** The locks that all tabs of the browser share, or `undefined`: over plain http there are none. */
export function sharedLocks(): TabLocks | undefined {
  return 'locks' in navigator ? browserLocks(navigator.locks) : undefined;
}
