/** Lets go of a lock. */
export type Release = () => void;

/** Locks by name, each held by one at a time; a tab that goes away lets go of its own. */
export interface TabLocks {
  /** Takes a lock unless it is held or waited for. */
  tryHold(name: string): Promise<Release | undefined>;
  /** Takes a lock when its turn comes. Rejects when `signal` aborts before; both may happen in one moment, so look at `signal` afterwards. */
  hold(name: string, signal: AbortSignal): Promise<Release>;
}
