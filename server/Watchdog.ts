import type { Limits } from './defaultLimits.ts';
import { QuietTimer } from './QuietTimer.ts';
import type { Timers } from './Timers.ts';

/** Ends one call of a model that takes too long; watches from its making on, first for its first byte. */
export class Watchdog {
  readonly #timers: Timers;
  readonly #limits: Limits;
  readonly #outer: AbortSignal;
  readonly #controller = new AbortController();
  readonly #cancelTotal: () => void;
  readonly #abort = (): void => this.#controller.abort();
  readonly #expire = (): void => {
    this.#timedOut = true;
    this.#abort();
  };
  #silence: QuietTimer;
  #timedOut = false;
  #isAlive = false;

  constructor(timers: Timers, limits: Limits, outer: AbortSignal) {
    this.#timers = timers;
    this.#limits = limits;
    this.#outer = outer;
    if (outer.aborted) this.#abort();
    outer.addEventListener('abort', this.#abort, { once: true });
    this.#cancelTotal = timers.after(limits.totalMs, this.#expire);
    this.#silence = new QuietTimer(timers, limits.firstByteMs, this.#expire);
  }

  /** Aborts when a limit has passed, or when the caller's own signal aborts. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether it was a limit. */
  get timedOut(): boolean {
    return this.#timedOut;
  }

  /** A sign of life: the limit is `idleMs` from now. */
  touch(): void {
    if (this.#isAlive) return this.#silence.heard();
    this.#isAlive = true;
    this.#silence.close();
    this.#silence = new QuietTimer(this.#timers, this.#limits.idleMs, this.#expire);
  }

  close(): void {
    this.#silence.close();
    this.#cancelTotal();
    this.#outer.removeEventListener('abort', this.#abort);
  }
}
