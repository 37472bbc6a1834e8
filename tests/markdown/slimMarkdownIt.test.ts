import { createRequire } from 'node:module';
import SlimMarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { expect, test } from 'vitest';
import { cutMarkdownIt } from '../../scripts/slimMarkdownIt.ts';
import { samples } from './samples.ts';

// Loaded by Node, not by Vite: the package as it was published.
const WholeMarkdownIt = createRequire(import.meta.url)('markdown-it') as typeof SlimMarkdownIt; // Its types are the same.

/** Inline tokens, as `src/markdown` asks for them. */
function tokensOf(Parser: typeof SlimMarkdownIt, text: string) {
  const parser = new Parser({ html: false, maxNesting: 20 });
  parser.validateLink = () => true;
  parser.normalizeLink = (address) => address;
  parser.normalizeLinkText = (address) => address;
  const tokens: Token[] = [];
  parser.inline.parse(text, parser, { references: {} }, tokens);
  return JSON.stringify(tokens);
}

test('[M24] the page is built, and tests run, with the parser alone', () => {
  expect(new SlimMarkdownIt()).not.toHaveProperty('renderer');
  expect(new WholeMarkdownIt()).toHaveProperty('renderer');
});

test.each(Object.entries(samples))(
  '[M24] the parser alone reads the sample %s as the whole package does',
  (_name, text) => {
    expect(tokensOf(SlimMarkdownIt, text)).toBe(tokensOf(WholeMarkdownIt, text));
  },
);

test('[M24] a package that has changed is not cut in silence', () => {
  expect(() => cutMarkdownIt('export default class {}')).toThrow('markdown-it no longer has a part named');
});
