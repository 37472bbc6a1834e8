/** What goes wrong at a moment. Those of the wire are drawn for each connection by itself. */
export const MOMENTS = [
  'reload',
  'close-tab',
  'kill-browser',
  'kill-server',
  'hide',
  'offline',
  'second-tab',
  'stop',
  'stop-elsewhere',
] as const;

/** What goes wrong on one connection. */
export const WIRE_FAULTS = ['cut', 'stall', 'split', 'delay'] as const;

export type Moment = (typeof MOMENTS)[number];
export type WireFault = (typeof WIRE_FAULTS)[number];

/** One thing that happens to a run, and when, in milliseconds since the question. */
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
}

/** How a question is sent: once, with a double click, or by two tabs that hold the same draft. */
export type Sending = 'once' | 'double-click' | 'two-tabs';

/** All that is drawn for a run before it begins. */
export interface Story {
  readonly seed: number;
  readonly telling: Telling;
  readonly sending: Sending;
  /** In the order of time. */
  readonly incidents: readonly Incident[];
  /** What may go wrong on a connection, and in how many of 1. */
  readonly wire: Readonly<Record<WireFault, number>>;
  /** From then on nothing goes wrong any more. */
  readonly healsAtMs: number;
}
