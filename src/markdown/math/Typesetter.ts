import type { MathAnswer, MathRequest } from './mathMessages.ts';
import type { TypesetFormula } from './typesetFormula.ts';

/** What is used of a worker. */
export type MathWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

/** A formula set, or why it is not; `unavailable` where no worker can be had. */
export type TypesetResult = TypesetFormula | { readonly kind: 'unavailable' };

/** How long one formula may take: ten times what 4,000 characters took at most that define no macros. */
const patienceMs = 2000;

/** How long all formulas of a page that define macros may take together: they can grow without measure. */
const macroAllowanceMs = 2000;

/** A busy page hears late of an answer; so long it listens once more. */
const graceMs = 100;

const defining = /\\(?:[egx]?def|let|futurelet|(?:re)?newcommand|providecommand)(?![a-zA-Z@])/;

const tooSlow = { kind: 'refused', code: 'too-slow', detail: '' } as const;

interface Job extends MathRequest {
  readonly resolve: (result: TypesetResult) => void;
}

/**
 * Sets formulas by asking a worker, one after the other. A worker that takes too long for one is stopped, and a new one goes on
 * with the next.
 * @see docs/spec.md M40
 */
export class Typesetter {
  readonly #startWorker: () => MathWorker;
  /** What the worker has been asked, in the order of its answers. */
  readonly #asked: Job[] = [];
  #worker: MathWorker | undefined;
  #state: 'starting' | 'ready' | 'broken' = 'starting';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #allowanceMs = macroAllowanceMs;

  /** @param startWorker called when there is something to set; may throw where there are no workers. */
  constructor(startWorker: () => MathWorker) {
    this.#startWorker = startWorker;
  }

  /** Sets a formula. Never rejects. */
  typeset(source: string, display: boolean): Promise<TypesetResult> {
    return new Promise((resolve) => {
      if (this.#state === 'broken') resolve({ kind: 'unavailable' });
      else this.#ask({ source, display, resolve });
    });
  }

  #ask(job: Job): void {
    if (this.#limitMs(job) <= 0) {
      job.resolve(tooSlow);
      return;
    }
    this.#asked.push(job);
    try {
      this.#worker ??= this.#started();
      this.#worker.postMessage({ source: job.source, display: job.display } satisfies MathRequest, []);
    } catch {
      // Workers may be switched off, or refused by a policy.
      this.#breakDown();
    }
    if (this.#state === 'ready' && this.#asked.length === 1) this.#watchFirst();
  }

  #started(): MathWorker {
    const worker = this.#startWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<MathAnswer>) => {
      if (this.#worker === worker) this.#hear(data);
    });
    worker.addEventListener('error', () => {
      if (this.#worker === worker) this.#breakDown();
    });
    return worker;
  }

  #hear(answer: MathAnswer): void {
    if (answer.kind === 'ready') this.#state = 'ready';
    else this.#settleFirst(answer.formula, answer.tookMs);
    this.#watchFirst();
  }

  #watchFirst(): void {
    clearTimeout(this.#timer);
    const [job] = this.#asked;
    if (job === undefined) return;
    const limitMs = this.#limitMs(job);
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(() => this.#giveUp(limitMs), graceMs);
    }, limitMs);
  }

  #giveUp(limitMs: number): void {
    this.#settleFirst(tooSlow, limitMs);
    this.#stop('starting');
    for (const job of this.#asked.splice(0)) this.#ask(job);
  }

  #settleFirst(formula: TypesetFormula, tookMs: number): void {
    const job = this.#asked.shift();
    if (job === undefined) return;
    if (defining.test(job.source)) this.#allowanceMs -= tookMs;
    job.resolve(formula);
  }

  #breakDown(): void {
    this.#stop('broken');
    for (const job of this.#asked.splice(0)) job.resolve({ kind: 'unavailable' });
  }

  #stop(next: 'starting' | 'broken'): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#state = next;
  }

  #limitMs({ source }: Job): number {
    return defining.test(source) ? Math.min(this.#allowanceMs, patienceMs) : patienceMs;
  }
}
