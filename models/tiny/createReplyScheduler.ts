/** Runs many replies in one thread, a step of each in turn. */
export interface ReplyScheduler<Event> {
  /** Takes up a reply. `id` must not be running. */
  add(id: number, steps: Iterator<Event | undefined, void>): void;
  /** Drops a reply: no further step of it is taken. Nothing happens when there is none. */
  remove(id: number): void;
}

/** What a scheduler works with. */
export interface ReplySchedulerOptions<Event> {
  /** Calls back soon, after the thread has looked at its messages. */
  readonly defer: (run: () => void) => void;
  /** Gets each event of each reply. */
  readonly onEvent: (id: number, event: Event) => void;
  /** Gets what a step threw. That reply is over; the others go on. */
  readonly onFailure: (id: number, cause: unknown) => void;
}

/**
 * A scheduler without replies.
 *
 * @see docs/spec.md Y12 and Y13
 */
export function createReplyScheduler<Event>(options: ReplySchedulerOptions<Event>): ReplyScheduler<Event> {
  const { defer, onEvent, onFailure } = options;
  // A map keeps the order of insertion: the first one is next, and then becomes the last.
  const waiting = new Map<number, Iterator<Event | undefined, void>>();
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
    for (const [id, steps] of waiting) {
      waiting.delete(id);
      try {
        const step = steps.next();
        if (step.done === true) return;
        waiting.set(id, steps);
        if (step.value !== undefined) onEvent(id, step.value);
      } catch (cause) {
        waiting.delete(id);
        onFailure(id, cause);
      }
      return;
    }
  }

  return {
    add(id, steps) {
      waiting.set(id, steps);
      wake();
    },
    remove: (id) => void waiting.delete(id),
  };
}
