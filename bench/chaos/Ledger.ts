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

/** Something that went wrong. */
export interface Fault {
  readonly name: string;
  /** Whether the model was speaking then. */
  readonly isMidStream: boolean;
}

/** What a run has shown. */
export interface RunReport {
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
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
  readonly #faults = new Map<string, { all: number; midStream: number }>();
  #runs = 0;

  /** Enters a run: what was found, and what went wrong. */
  enter(seed: number, { findings, faults }: Pick<RunReport, 'findings' | 'faults'>): void {
    this.#runs += 1;
    for (const { promise, broken } of findings) {
      const account = this.#accounts.get(promise) ?? { tried: 0, breaks: [] };
      this.#accounts.set(promise, account);
      account.tried += 1;
      if (broken !== '') account.breaks.push({ seed, how: broken });
    }
    for (const { name, isMidStream } of faults) {
      const { all, midStream } = this.#faults.get(name) ?? { all: 0, midStream: 0 };
      this.#faults.set(name, { all: all + 1, midStream: midStream + Number(isMidStream) });
    }
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

  /** Those of some faults that hit while the model was speaking less often than so many times in 1,000 runs. */
  rarerThan(perThousand: number, faults: readonly string[]): readonly string[] {
    return faults.filter((fault) => ((this.#faults.get(fault)?.midStream ?? 0) / this.#runs) * 1000 < perThousand);
  }

  /** The whole account as text. */
  toString(): string {
    const faults = [...this.#faults].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const lines = [...this.#accounts].map(([promise, { tried, breaks }]) => {
      const counts = `${String(tried).padStart(8)} tried ${String(breaks.length).padStart(5)} broken`;
      return `${counts}  ${PROMISES[promise]}`;
    });
    return [
      `${this.#runs} runs. What went wrong, and how often while the model was speaking:`,
      ...faults.map(([name, { all, midStream }]) => {
        const perThousand = Math.round((midStream / this.#runs) * 1000);
        return `${String(all).padStart(8)} ${String(midStream).padStart(6)} = ${String(perThousand).padStart(3)} in 1,000 runs  ${name}`;
      }),
      'Promises:',
      ...lines,
      ...this.breaks,
    ].join('\n');
  }
}
