import { createJavaScriptRegexEngine } from '@shikijs/engine-javascript';
import { createShikiPrimitive } from '@shikijs/primitive';
import type { Grammar } from '@shikijs/primitive';
import { EncodedTokenMetadata, INITIAL } from '@shikijs/primitive/textmate';
import type { StateStack } from '@shikijs/primitive/textmate';
import { codeTheme, kindOf } from './codeTheme.ts';
import { grammars } from './grammars.ts';
import { lineRuns } from './lineRuns.ts';

/** Reads code of several blocks, line after line. */
export interface Tokenizer {
  /** Fetches a grammar by the language's common name. Resolves with false if there is none; rejects if it cannot be fetched. */
  load(language: string): Promise<boolean>;
  /**
   * Reads whole lines of a language that is loaded, from where the block was left.
   * @returns their runs, as `HighlightAnswer` describes them.
   */
  read(block: number, language: string, code: string): Uint16Array<ArrayBuffer>;
  /** Lets go of a block: read again, it is a new one. */
  forget(block: number): void;
}

interface Reading {
  readonly grammar: Grammar;
  state: StateStack;
  /** How long its long lines may still take. */
  longLinesMs: number;
}

/** Lines longer than this are not read. */
const longestLine = 1000;

/**
 * What grammars look for costs up to the cube of a line's length. Lines longer than `long` share `allMs` in each block; when that is
 * used up they stay plain, and what they would have opened or closed is not known.
 */
const longLines = { long: 120, allMs: 1000 } as const;

/** How long the first line that a grammar reads may take, where it is long: its expressions are compiled then, on a slow device for seconds. */
const COLD_MS = 5000;

/** Shiki's tokenizer without its HTML: `vscode-textmate` on JavaScript's own regular expressions. */
export function createTokenizer(): Tokenizer {
  // What JavaScript cannot match is left plain instead of failing the whole grammar.
  const engine = createJavaScriptRegexEngine({ forgiving: true });
  const shiki = createShikiPrimitive({ engine, themes: [codeTheme], langs: [], warnings: false });
  const loaded = new Map<string, Grammar>();
  const readings = new Map<number, Reading>();
  const warm = new WeakSet<Grammar>();
  let kinds: readonly number[] = [];

  function readLine(reading: Reading, line: string): readonly number[] {
    const isLong = line.length > longLines.long;
    if (isLong && (line.length > longestLine || reading.longLinesMs <= 0)) return [];
    // Read twice, so that a block pays with its own time for its line alone.
    if (isLong && !warm.has(reading.grammar)) reading.grammar.tokenizeLine2(line, reading.state, COLD_MS);
    warm.add(reading.grammar);
    const startMs = performance.now();
    const limitMs = isLong ? Math.ceil(reading.longLinesMs) : undefined;
    const { tokens, ruleStack, stoppedEarly } = reading.grammar.tokenizeLine2(line, reading.state, limitMs);
    if (isLong) reading.longLinesMs -= performance.now() - startMs;
    if (stoppedEarly) return [];
    reading.state = ruleStack;
    return lineRuns(line, tokens, (metadata) => kinds[EncodedTokenMetadata.getForeground(metadata)] ?? 0);
  }

  return {
    async load(language) {
      const fetchGrammar = grammars.get(language);
      if (fetchGrammar === undefined) return false;
      const registrations = (await fetchGrammar()).default;
      const own = registrations.at(-1);
      if (own === undefined) return false;
      shiki.loadLanguageSync(...registrations);
      kinds = shiki.setTheme(codeTheme.name ?? '').colorMap.map(kindOf);
      loaded.set(language, shiki.getLanguage(own.name));
      return true;
    },
    read(block, language, code) {
      const grammar = loaded.get(language);
      if (grammar === undefined) return new Uint16Array();
      // A block keeps the grammar that it began with: loading another language may replace it, and states belong to one.
      const reading = readings.get(block) ?? { grammar, state: INITIAL, longLinesMs: longLines.allMs };
      readings.set(block, reading);
      const lines = code.replace(/\n$/, '').split('\n');
      return Uint16Array.from(lines.flatMap((line) => [...readLine(reading, line), 0]));
    },
    forget(block) {
      readings.delete(block);
    },
  };
}
