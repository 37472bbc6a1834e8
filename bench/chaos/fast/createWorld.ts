/** Time that passes as fast as the work in it gets done. */
export interface World {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Calls back once after a delay in milliseconds, unless the returned function is called before. */
  after(delayMs: number, callback: () => void): () => void;
  sleep(ms: number): Promise<void>;
  /** Lets time pass until a moment or until `isOver`, whichever comes first. */
  pass(untilMs: number, isOver?: () => boolean): Promise<void>;
  /** Time stands still until a promise settles that waits for something outside of this world. */
  hold<T>(work: Promise<T>): Promise<T>;
}

/** When every world begins. */
export const BEGIN_MS = 1_700_000_000_000;

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

/** A world in which nothing waits yet. */
export function createWorld(): World {
  let nowMs = BEGIN_MS;
  const held = new Set<Promise<unknown>>();
  const timers: Timer[] = [];
  const after: World['after'] = (delayMs, callback) => {
    // Whole, as the time of a machine is.
    const timer = { atMs: nowMs + Math.max(0, Math.round(delayMs)), callback };
    // Nearly always among the last few: what is due at one moment keeps its order.
    let place = timers.length;
    while (place > 0 && (timers[place - 1]?.atMs ?? 0) > timer.atMs) place -= 1;
    timers.splice(place, 0, timer);
    return () => {
      const at = timers.indexOf(timer);
      if (at !== -1) timers.splice(at, 1);
    };
  };
  return {
    nowMs: () => nowMs,
    after,
    sleep: (ms) => new Promise((resolve) => void after(ms, resolve)),
    async pass(untilMs, isOver = () => false) {
      for (;;) {
        // What has been set going is finished before time goes on; the log on disk puts off its writes by one turn.
        do await turns(2);
        while (held.size > 0);
        const next = timers[0];
        if (isOver()) return;
        if (!next || next.atMs > untilMs) break;
        timers.shift();
        nowMs = Math.max(nowMs, next.atMs);
        next.callback();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
    async hold(work) {
      held.add(work);
      try {
        return await work;
      } finally {
        held.delete(work);
      }
    },
  };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
}
