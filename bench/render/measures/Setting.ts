import type { Options } from '../options.ts';
import type { Tab } from '../Tab.ts';
import type { Texts } from '../createTexts.ts';

/** What a measurement works with. */
export interface Setting {
  /** A page of the renderer that is measured; it has drawn all kinds of blocks once. */
  readonly tab: Tab;
  readonly texts: Texts;
  readonly options: Options;
  /** The address of a reply's stream. */
  readonly streamOf: (reply: string, perSecond?: number) => string;
  /** Takes down one value. */
  readonly note: (cell: string, metric: string, value: number) => void;
}
