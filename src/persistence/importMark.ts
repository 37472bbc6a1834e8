/** A sign that a tab is storing an import, for pages whose browser has no locks to share. None of the methods throws. */
export interface ImportMark {
  /** Says that one is being stored now. */
  beat(nowMs: number): void;
  /** Says that it has ended. */
  end(): void;
  /** Whether one was being stored lately. */
  isBeating(nowMs: number): boolean;
}

const KEY = 'rivulet.import';

/** How long after its last sign an import counts as under way, in milliseconds: a tab out of sight is slow, and the last write takes its time. */
const SILENCE_MS = 120_000;

/**
 * A mark in `localStorage`, which all tabs share also over plain http. Where that is refused none is seen.
 *
 * @param storage the browser's storage; asked for late, because asking can throw.
 * @see docs/spec.md I21
 */
export function createImportMark(storage: () => Storage = () => localStorage): ImportMark {
  return {
    beat: (nowMs) => guarded(() => storage().setItem(KEY, String(nowMs))),
    end: () => guarded(() => storage().removeItem(KEY)),
    isBeating(nowMs) {
      const beatMs = Number(guarded(() => storage().getItem(KEY)) ?? Number.NaN);
      // A clock that was set back would otherwise make it beat for ever.
      return Math.abs(nowMs - beatMs) < SILENCE_MS;
    },
  };
}

function guarded<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined; // Refused: a leftover that is removed too early is staged again.
  }
}
