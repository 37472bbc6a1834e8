/** Runs many replies in one thread, a step of each in turn. */
export interface ReplyScheduler<Event> {
  /** Takes up a reply. `id` must not be running. After each event it rests for `restMs` milliseconds; not at all unless given. */
  add(id: number, steps: Iterator<Event | undefined, void>, restMs?: number): void;
  /** Drops a reply: no further step of it is taken. Nothing happens when there is none. */
  remove(id: number): void;
}

/** What a scheduler works with. */
export interface ReplySchedulerOptions<Event> {
  /** Calls back soon, after the thread has looked at its messages. */
  readonly defer: (run: () => void) => void;
  /** Calls back after so many milliseconds. */
  readonly later: (run: () => void, ms: number) => void;
  /** Gets each event of each reply. */
  readonly onEvent: (id: number, event: Event) => void;
  /** Gets what a step threw. That reply is over; the others go on. */
  readonly onFailure: (id: number, cause: unknown) => void;
}

interface Running<Event> {
  readonly steps: Iterator<Event | undefined, void>;
  readonly restMs: number;
}

/**
 * A scheduler without replies.
 *
 * @see docs/spec.md Y12, Y13 and Y17
 */
export function createReplyScheduler<Event>(options: ReplySchedulerOptions<Event>): ReplyScheduler<Event> {
  const { defer, later, onEvent, onFailure } = options;
  // A map keeps the order of insertion: the first one is next, and then becomes the last.
  const waiting = new Map<number, Running<Event>>();
  const resting = new Map<number, Running<Event>>();
  let deferred = false;

  function wake(): void {
    if (deferred || waiting.size === 0) return;
    deferred = true;
    defer(() => {
      deferred = false;
      takeStep();
      wake();
    });
  }

  function takeStep(): void {
    for (const [id, running] of waiting) {
      waiting.delete(id);
      try {
        const step = running.steps.next();
        if (step.done === true) return;
        if (step.value === undefined || running.restMs === 0) waiting.set(id, running);
        else rest(id, running);
        if (step.value !== undefined) onEvent(id, step.value);
      } catch (cause) {
        remove(id);
        onFailure(id, cause);
      }
      return;
    }
  }

  function rest(id: number, running: Running<Event>): void {
    resting.set(id, running);
    later(() => {
      // The id may have been dropped, or taken up again for another reply.
      if (resting.get(id) !== running) return;
      resting.delete(id);
      waiting.set(id, running);
      wake();
    }, running.restMs);
  }

  function remove(id: number): void {
    waiting.delete(id);
    resting.delete(id);
  }

  return {
    add(id, steps, restMs = 0) {
      waiting.set(id, { steps, restMs });
      wake();
    },
    remove,
  };
}
