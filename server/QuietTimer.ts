import type { Timers } from './Timers.ts';

/** Watches for a silence: calls back whenever nothing was heard for a while. */
export class QuietTimer {
  readonly #timers: Timers;
  readonly #quietMs: number;
  readonly #onQuiet: () => void;
  #heardAtMs: number;
  #cancel: () => void;

  constructor(timers: Timers, quietMs: number, onQuiet: () => void) {
    this.#timers = timers;
    this.#quietMs = quietMs;
    this.#onQuiet = onQuiet;
    this.#heardAtMs = timers.now();
    this.#cancel = this.#checkAfter(quietMs);
  }

  /** Something was heard: the silence begins anew. Costs no timer, so that it may be called for every event. */
  heard(): void {
    this.#heardAtMs = this.#timers.now();
  }

  close(): void {
    this.#cancel();
  }

  #checkAfter(delayMs: number): () => void {
    return this.#timers.after(delayMs, () => this.#check());
  }

  #check(): void {
    const nowMs = this.#timers.now();
    const restMs = this.#heardAtMs + this.#quietMs - nowMs;
    // More than the whole is left when the machine's clock was set back.
    const isQuiet = restMs <= 0 || restMs > this.#quietMs;
    if (isQuiet) this.#heardAtMs = nowMs;
    this.#cancel = this.#checkAfter(isQuiet ? this.#quietMs : restMs);
    if (restMs <= 0) this.#onQuiet();
  }
}
