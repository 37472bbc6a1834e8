import type { GenerationLog } from './log/GenerationLog.ts';
import { nameOfError } from './nameOfError.ts';
import type { Report } from './Report.ts';
import type { Timers } from './Timers.ts';

/** What keeping leases needs. */
export interface LeaseKeeping {
  readonly log: GenerationLog;
  readonly owner: string;
  readonly timers: Timers;
  readonly renewMs: number;
  readonly report: Report;
}

/**
 * Renews an owner's leases now and then, and ends the replies whose owner is gone. Ours come first: after a machine's
 * sleep they are still ours.
 *
 * @returns a function that stops it.
 */
export function keepLeases({ log, owner, timers, renewMs, report }: LeaseKeeping): () => void {
  const state: { isStopped: boolean; cancel?: () => void } = { isStopped: false };
  const tick = async (): Promise<void> => {
    try {
      await log.renew(owner);
      await log.endOrphans();
    } catch (error) {
      report(`the generation log does not answer: ${nameOfError(error)}`);
    }
    if (!state.isStopped) state.cancel = timers.after(renewMs, () => void tick());
  };
  void tick();
  return () => {
    state.isStopped = true;
    state.cancel?.();
  };
}
