import type { BenchMessage } from './BenchPage.ts';
import { blockKinds, createCorpus, type BlockKind } from './createCorpus.ts';

/** The sizes at which the cost of growing is measured. */
export const SIZES_KB = [2, 5, 20, 50, 100, 200] as const;
/** How long a block is that grows alone. */
export const BLOCK_KB = 45;
/** What is added to it: about 40 frames. */
const BLOCK_ADDITION_CHARACTERS = 1320;
const BYTES_PER_KB = 1000;

/** A text of which the first part is drawn at once and the second grows. */
export interface GrowingText {
  readonly start: string;
  readonly addition: string;
}

/** The texts of all measurements, made once, so that every renderer gets the same. */
export interface Texts {
  readonly warmUp: string;
  /** About 2.5 kB with every kind of block. */
  readonly passage: string;
  /** Mixed Markdown of each size, and then that passage below each. */
  readonly growing: ReadonlyMap<number, GrowingText>;
  readonly blocks: ReadonlyMap<BlockKind, GrowingText>;
  /** Whole replies of 5, 50 and 200 kB. */
  readonly replies: ReadonlyMap<number, string>;
  /** A thousand questions and their answers, 1 kB each message. */
  readonly conversation: readonly BenchMessage[];
  /** Each a delta. */
  readonly words: readonly string[];
}

/** The texts of a seed. */
export function createTexts(seed: number): Texts {
  const corpus = createCorpus(seed);
  const passage = corpus.passage();
  const mixed = new Map(SIZES_KB.map((size) => [size, corpus.mixed(size * BYTES_PER_KB)]));
  const block = (kind: BlockKind): GrowingText => {
    const text = corpus.block(kind, BLOCK_KB * BYTES_PER_KB + BLOCK_ADDITION_CHARACTERS);
    return { start: text.slice(0, -BLOCK_ADDITION_CHARACTERS), addition: text.slice(-BLOCK_ADDITION_CHARACTERS) };
  };
  return {
    warmUp: corpus.warmUp(),
    passage,
    growing: new Map([...mixed].map(([size, start]) => [size, { start, addition: passage }])),
    blocks: new Map(blockKinds.map((kind) => [kind, block(kind)])),
    replies: new Map([5, 50, 200].map((size) => [size, corpus.mixed(size * BYTES_PER_KB)])),
    conversation: Array.from({ length: 2000 }, (_, at) => ({
      id: `message-${at}`,
      role: at % 2 === 0 ? ('user' as const) : ('assistant' as const),
      text: corpus.mixed(BYTES_PER_KB, at),
    })),
    words: corpus.numberedWords(1500),
  };
}
