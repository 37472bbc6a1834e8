import type { CodeSheet } from './CodeSheet.ts';
import type { HighlightAnswer, HighlightRequest } from './highlightMessages.ts';
import { Painting } from './Painting.ts';

/** What is used of a worker. */
export type HighlightWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

/** What the worker knows of a language: asked for, there, has read a line, cannot be had. */
type Knowledge = 'loading' | 'cold' | 'warm' | 'none';

/** Lines that the worker reads. */
interface Question {
  readonly painting: Painting;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** How long an answer may take before the worker is given up. A grammar's first lines take long: its expressions are compiled then. */
const patienceMs = { cold: 10_000, warm: 2000 } as const;

/** After so many blocks that hung in it, a language is left plain until the page is loaded anew. */
const hangsAllowed = 2;

/**
 * Colours sheets by asking a worker, one question at a time: the block that grows first, then one after the other. A question is so
 * small that its answer can be drawn within a frame. A worker that hangs in a hostile line is stopped and replaced; the block stays
 * plain from there on.
 * @see docs/spec.md M25
 */
export class Highlighter {
  readonly #startWorker: () => HighlightWorker;
  readonly #paintings = new Set<Painting>();
  readonly #languages = new Map<string, Knowledge>();
  readonly #hangs = new Map<string, number>();
  #worker: HighlightWorker | 'none' | undefined;
  #asked: Question | undefined;

  /** @param startWorker called when there is something to colour; where it throws, code stays plain */
  constructor(startWorker: () => HighlightWorker) {
    this.#startWorker = startWorker;
  }

  /** Colours a sheet from now on until it is complete. Where that cannot be done, it stays as it is. */
  add(sheet: CodeSheet, language: string): void {
    this.#paintings.add(new Painting(sheet, language));
    sheet.onChange = () => this.#next();
    this.#next();
  }

  #next(): void {
    for (const painting of this.#paintings) if (this.#isOver(painting)) this.#drop(painting);
    for (const { language } of this.#paintings) this.#load(language);
    if (this.#asked !== undefined) return;
    const waiting = [...this.#paintings].filter((painting) => painting.hasMore() && this.#canRead(painting.language));
    const painting = waiting.find(({ sheet }) => sheet.growing) ?? waiting[0];
    if (painting === undefined) return;
    const patience = this.#languages.get(painting.language) === 'warm' ? patienceMs.warm : patienceMs.cold;
    this.#asked = { painting, timer: setTimeout(() => this.#giveUp(), patience) };
    this.#post(painting.nextRequest());
  }

  #isOver(painting: Painting): boolean {
    return painting.isDone() || this.#worker === 'none' || this.#languages.get(painting.language) === 'none';
  }

  #canRead(language: string): boolean {
    const knowledge = this.#languages.get(language);
    return knowledge === 'cold' || knowledge === 'warm';
  }

  #load(language: string): void {
    if (this.#languages.has(language)) return;
    this.#languages.set(language, 'loading');
    this.#post({ kind: 'load', language });
  }

  #post(request: HighlightRequest): void {
    try {
      this.#worker ??= this.#started();
    } catch {
      // There are browsers without module workers, and pages that may start none.
      this.#worker = 'none';
    }
    if (this.#worker !== 'none') this.#worker.postMessage(request, []);
  }

  #started(): HighlightWorker {
    const worker = this.#startWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<HighlightAnswer>) => {
      if (worker === this.#worker) this.#answered(data);
    });
    worker.addEventListener('error', () => {
      if (worker !== this.#worker) return;
      this.#stopWorker();
      this.#worker = 'none';
      this.#next();
    });
    return worker;
  }

  #answered(answer: HighlightAnswer): void {
    if (answer.kind === 'loaded') this.#languages.set(answer.language, answer.known ? 'cold' : 'none');
    else this.#read(answer);
    this.#next();
  }

  #read(answer: Exclude<HighlightAnswer, { kind: 'loaded' }>): void {
    if (this.#asked === undefined) return;
    const { painting, timer } = this.#asked;
    clearTimeout(timer);
    this.#asked = undefined;
    if (answer.kind === 'failed') {
      this.#drop(painting);
      return;
    }
    this.#languages.set(painting.language, 'warm');
    painting.paint(answer.runs);
  }

  #giveUp(): void {
    if (this.#asked === undefined) return;
    const { painting } = this.#asked;
    const { language } = painting;
    this.#stopWorker();
    this.#drop(painting);
    const hangs = (this.#hangs.get(language) ?? 0) + 1;
    this.#hangs.set(language, hangs);
    if (hangs >= hangsAllowed) this.#languages.set(language, 'none');
    this.#next();
  }

  /** What the worker knew of the blocks is lost: they are read again, and coloured from where they were. */
  #stopWorker(): void {
    clearTimeout(this.#asked?.timer);
    this.#asked = undefined;
    if (this.#worker !== 'none') this.#worker?.terminate();
    this.#worker = undefined;
    for (const [language, knowledge] of this.#languages) if (knowledge !== 'none') this.#languages.delete(language);
    for (const painting of this.#paintings) painting.readAgain();
  }

  #drop(painting: Painting): void {
    this.#paintings.delete(painting);
    painting.sheet.onChange = undefined;
    if (this.#worker !== undefined) this.#post({ kind: 'forget', block: painting.block });
  }
}
