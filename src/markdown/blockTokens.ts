import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { linkTarget } from './linkTarget.ts';
import { mathBlock } from './mathBlock.ts';
import { nestingLimit } from './nestingLimit.ts';

/** The addresses that `[label]: address` lines define, by markdown-it's normalised label. */
export type Definitions = ReadonlyMap<string, string>;

/**
 * The block structure of Markdown as markdown-it tokens; the text inside blocks (`inline` tokens) is not parsed yet. Tables,
 * fences, lists and so on are as in GitHub Flavored Markdown, raw HTML is text.
 * @returns with the tokens, the reference definitions found in this source (the first of a label wins). A line that only looks
 *   like a definition, because its address may not be followed, stays text.
 * @see https://github.github.com/gfm/
 */
export function blockTokens(source: string): { tokens: readonly Token[]; definitions: Definitions } {
  const tokens: Token[] = [];
  // Labels are in upper case by now, so none can be `constructor` or `__proto__`.
  const references: Record<string, { href: string; title: string }> = {};
  // What markdown-it's `normalize` rule does beyond line breaks.
  parser.block.parse(source.replaceAll('\0', '\uFFFD'), parser, { references }, tokens);
  return { tokens, definitions: new Map(Object.entries(references).map(([label, { href }]) => [label, href])) };
}

const parser = new MarkdownIt({ html: false, maxNesting: 100 });
parser.validateLink = (address) => linkTarget(address) !== undefined;
parser.normalizeLink = (address) => address;
parser.block.ruler.before('table', 'nesting_limit', nestingLimit);
parser.block.ruler.before('fence', 'math_block', mathBlock, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
