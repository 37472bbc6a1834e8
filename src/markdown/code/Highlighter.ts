import type { CodeSheet } from './CodeSheet.ts';
import type { HighlightAnswer, HighlightRequest } from './highlightMessages.ts';
import { Painting } from './Painting.ts';

/** What is used of a worker. */
export type HighlightWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

/** A question that the worker has not answered. */
interface Question {
  readonly painting: Painting;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** How long an answer may take before the worker is given up. A grammar's first lines take long, because its expressions are compiled then. */
const patienceMs = { load: 30_000, cold: 10_000, warm: 2000 } as const;

/** After so many blocks that hung in it, a language is left plain until the page is loaded anew. */
const strikesAllowed = 2;

/**
 * Colours sheets by asking a worker, one question at a time: the block that grows first, then one after the other. A question is so
 * small that its answer can be drawn within a frame. A worker that hangs in a hostile line is stopped and replaced; the block stays
 * plain from there on.
 * @see docs/spec.md M25
 */
export class Highlighter {
  readonly #startWorker: () => HighlightWorker;
  readonly #paintings = new Set<Painting>();
  readonly #strikes = new Map<string, number>();
  /** Languages that the worker has, and those that it has read a line of. */
  readonly #loaded = new Set<string>();
  readonly #read = new Set<string>();
  #worker: HighlightWorker | undefined;
  #asked: Question | undefined;
  /** True where workers cannot be had: code stays plain. */
  #isBroken = false;

  /** @param startWorker called when there is something to colour; may throw */
  constructor(startWorker: () => HighlightWorker) {
    this.#startWorker = startWorker;
  }

  /** Colours a sheet from now on until it is complete. Where that cannot be done, it stays as it is. */
  add(sheet: CodeSheet, language: string): void {
    if (this.#isStruck(language)) return;
    this.#paintings.add(new Painting(sheet, language));
    sheet.onChange = () => this.#next();
    this.#next();
  }

  #next(): void {
    if (this.#asked !== undefined || this.#isBroken) return;
    for (const painting of this.#paintings) if (painting.isDone()) this.#drop(painting);
    const waiting = [...this.#paintings].filter((painting) => painting.hasMore());
    const painting = waiting.find(({ sheet }) => sheet.growing) ?? waiting[0];
    if (painting === undefined) return;
    const { language } = painting;
    if (!this.#loaded.has(language)) this.#ask(painting, { kind: 'load', language }, patienceMs.load);
    else this.#ask(painting, painting.nextRequest(), this.#read.has(language) ? patienceMs.warm : patienceMs.cold);
  }

  #ask(painting: Painting, request: HighlightRequest, patience: number): void {
    try {
      this.#worker ??= this.#started();
    } catch {
      this.#isBroken = true;
      return;
    }
    this.#asked = { painting, timer: setTimeout(() => this.#giveUp(), patience) };
    this.#worker.postMessage(request, []);
  }

  #started(): HighlightWorker {
    const worker = this.#startWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<HighlightAnswer>) => {
      if (worker === this.#worker) this.#answered(data);
    });
    worker.addEventListener('error', () => {
      if (worker === this.#worker) this.#stopWorker();
      this.#isBroken = true;
    });
    return worker;
  }

  #answered(answer: HighlightAnswer): void {
    if (this.#asked === undefined) return;
    const { painting, timer } = this.#asked;
    clearTimeout(timer);
    this.#asked = undefined;
    switch (answer.kind) {
      case 'loaded':
        if (answer.known) this.#loaded.add(painting.language);
        else this.#dropLanguage(painting.language);
        break;
      case 'runs':
        this.#read.add(painting.language);
        painting.paint(answer.runs);
        break;
      case 'failed':
        this.#drop(painting);
    }
    this.#next();
  }

  #giveUp(): void {
    if (this.#asked === undefined) return;
    const { painting } = this.#asked;
    const { language } = painting;
    this.#stopWorker();
    this.#drop(painting);
    this.#strikes.set(language, (this.#strikes.get(language) ?? 0) + 1);
    if (this.#isStruck(language)) this.#dropLanguage(language);
    this.#next();
  }

  /** What the worker knew of the blocks is lost: they are read again, and coloured from where they were. */
  #stopWorker(): void {
    clearTimeout(this.#asked?.timer);
    this.#asked = undefined;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#loaded.clear();
    this.#read.clear();
    for (const painting of this.#paintings) painting.readAgain();
  }

  #drop(painting: Painting): void {
    this.#paintings.delete(painting);
    painting.sheet.onChange = undefined;
    this.#worker?.postMessage({ kind: 'forget', block: painting.block } satisfies HighlightRequest, []);
  }

  #dropLanguage(language: string): void {
    this.#strikes.set(language, strikesAllowed);
    for (const painting of this.#paintings) if (painting.language === language) this.#drop(painting);
  }

  #isStruck(language: string): boolean {
    return (this.#strikes.get(language) ?? 0) >= strikesAllowed;
  }
}
