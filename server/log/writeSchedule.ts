/** When a storage writes. */
export interface WriteSchedule {
  /** Within 50 ms, with all that comes until then. */
  later(): void;
  /** Before it returns. */
  now(): void;
  /** As soon as what runs now has run. */
  soon(): void;
  /** As soon, and durably. Resolves once it is done, at once when nothing waits or the disk refuses; never rejects. */
  commit(): Promise<void>;
  close(): void;
}

/** What a schedule needs. */
export interface WriteScheduleOptions {
  /** Calls back once after a delay in milliseconds. @returns a function that cancels it. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
  /** Writes all that waits. @returns whether the disk took it; if not, the next attempt is half a minute later. */
  readonly write: (durably: boolean) => boolean;
}

/** The most that a reply on disk may lag behind what readers were given. */
export const LAG_MS = 50;

/** Between two attempts on a disk that refuses. */
export const RETRY_MS = 30_000;

/** A schedule with nothing to write yet. */
export function createWriteSchedule({ after, write }: WriteScheduleOptions): WriteSchedule {
  let cancelLater: (() => void) | undefined;
  let immediate: NodeJS.Immediate | undefined;
  let cancelRetry: (() => void) | undefined;
  let isClosed = false;
  let committing: (() => void)[] = [];

  function run(): void {
    cancel();
    const done = committing;
    committing = [];
    if (!write(done.length > 0)) cancelRetry = after(RETRY_MS, run);
    for (const resolve of done) resolve();
  }

  function cancel(): void {
    cancelLater?.();
    cancelRetry?.();
    clearImmediate(immediate);
    cancelLater = cancelRetry = immediate = undefined;
  }

  const waits = (): boolean => isClosed || cancelRetry !== undefined;
  const soon = (): void => {
    if (!waits()) immediate ??= setImmediate(run);
  };
  return {
    later() {
      if (!waits() && !immediate) cancelLater ??= after(LAG_MS, run);
    },
    now() {
      if (!waits()) run();
    },
    soon,
    commit() {
      if (waits() || (!cancelLater && !immediate)) return Promise.resolve();
      soon();
      return new Promise((resolve) => committing.push(resolve));
    },
    close() {
      isClosed = true;
      cancel();
      for (const resolve of committing) resolve();
    },
  };
}
