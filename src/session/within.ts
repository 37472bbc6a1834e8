import type { Clock } from '../transport/Clock.ts';

/** Waits for `promise`, but no longer than `ms` milliseconds. */
export async function within(clock: Clock, ms: number, promise: Promise<unknown>): Promise<void> {
  const patience = Promise.withResolvers<void>();
  const cancel = clock.after(ms, patience.resolve);
  await Promise.race([promise, patience.promise]);
  cancel();
}
