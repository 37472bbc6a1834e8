/** What goes wrong at a moment. Those of the wire are drawn for each connection by itself. */
export const MOMENTS = [
  'reload',
  'close-tab',
  'kill-tab',
  'kill-browser',
  'kill-server',
  'kill-all',
  'hide',
  'offline',
  'sleep',
  'ask-again',
  'second-tab',
  'stop',
  'stop-elsewhere',
] as const;

/** What goes wrong on one connection; `end` is one that closes in good order, too early. */
export const WIRE_FAULTS = ['cut', 'end', 'stall', 'split', 'delay'] as const;

export type Moment = (typeof MOMENTS)[number];
export type WireFault = (typeof WIRE_FAULTS)[number];

/** One thing that happens to a run, and when, in milliseconds from when the story says. */
export interface Incident {
  readonly atMs: number;
  readonly what: Moment;
  /** How long it lasts: the server is away, the page hidden, the line down. */
  readonly forMs: number;
}

/** How the model answers. */
export interface Telling {
  readonly words: readonly string[];
  /** Before the first word. */
  readonly firstMs: number;
  /** Before each of the others. */
  readonly gapMs: number;
  /** Where its first answer breaks off, and how: the connection is cut, ends in good order, or says nothing more. */
  readonly breaks?: { readonly how: 'cut' | 'end' | 'stall'; readonly afterWords: number };
}

/** How a question is sent: once, with a double click, with a key that is held, or by two tabs that hold the same draft. */
export type Sending = 'once' | 'double-click' | 'held-enter' | 'two-tabs';

/** All that is drawn for a run before it begins. */
export interface Story {
  readonly seed: number;
  readonly telling: Telling;
  readonly sending: Sending;
  /** What the times of the incidents are counted from: the question, or the first word of the reply. */
  readonly incidentsFrom: 'question' | 'first-word';
  /** In the order of time. */
  readonly incidents: readonly Incident[];
  /** What happens after the first press on Continue or Retry, should there be one. */
  readonly troublesOfMending: readonly Incident[];
  /** What may go wrong on a connection, and in how many of 1. */
  readonly wire: Readonly<Record<WireFault, number>>;
  /** From then on nothing goes wrong any more, counted as the incidents are. */
  readonly healsAtMs: number;
}
