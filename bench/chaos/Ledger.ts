/** What is promised, and what a run is held to. */
export const PROMISES = {
  'stored-first': 'a question is on disk before the network is touched',
  'nothing-lost': 'what was on the screen for 250 ms is there in the end',
  'in-order': 'nothing that was ever shown is doubled or out of order',
  'one-call': 'one question is one call of the model',
  'nothing-open': 'no reply is left open once everything is up again',
  'honest-end': 'a reply is done when the model said so, and otherwise ends only as the faults allow',
  'same-everywhere': 'every tab and the disk have the same text in the end',
  'stop-closes': 'a stop that was noted closes the connection of the model within 100 ms',
  'can-be-mended': 'Continue and Retry lead to the whole text',
} as const;

export type PromiseName = keyof typeof PROMISES;

/** What was seen of a promise in a run: kept, or broken and how. */
export interface Finding {
  readonly promise: PromiseName;
  /** Empty when it was kept. */
  readonly broken: string;
}

/** What a run has shown. */
export interface RunReport {
  readonly findings: readonly Finding[];
  /** The faults that hit while the model was speaking. */
  readonly hits: readonly string[];
  /** For people: what happened, one line each. */
  readonly log: readonly string[];
}

interface Account {
  tried: number;
  readonly breaks: { readonly seed: number; readonly how: string }[];
}

/** Counts what was tried and what broke, over many runs. */
export class Ledger {
  readonly #accounts = new Map<PromiseName, Account>();
  readonly #faults = new Map<string, number>();
  #runs = 0;

  /** Enters a run: what was found, and which faults hit while a reply was being told. */
  enter(seed: number, { findings, hits }: Pick<RunReport, 'findings' | 'hits'>): void {
    this.#runs += 1;
    for (const { promise, broken } of findings) {
      const account = this.#accounts.get(promise) ?? { tried: 0, breaks: [] };
      this.#accounts.set(promise, account);
      account.tried += 1;
      if (broken !== '') account.breaks.push({ seed, how: broken });
    }
    for (const hit of hits) this.#faults.set(hit, (this.#faults.get(hit) ?? 0) + 1);
  }

  get isClean(): boolean {
    return [...this.#accounts.values()].every(({ breaks }) => breaks.length === 0);
  }

  /** Everything that broke, one line each. */
  get breaks(): readonly string[] {
    return [...this.#accounts].flatMap(([promise, { breaks }]) =>
      breaks.map(({ seed, how }) => `seed ${seed}: ${PROMISES[promise]}: ${how}`),
    );
  }

  /** The whole account as text. */
  toString(): string {
    const faults = [...this.#faults].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const lines = [...this.#accounts].map(([promise, { tried, breaks }]) => {
      const counts = `${String(tried).padStart(8)} tried ${String(breaks.length).padStart(5)} broken`;
      return `${counts}  ${PROMISES[promise]}`;
    });
    return [
      `${this.#runs} runs. Faults that hit while a reply was being told:`,
      ...faults.map(([fault, count]) => `${String(count).padStart(8)} ${fault}`),
      'Promises:',
      ...lines,
      ...this.breaks,
    ].join('\n');
  }
}
