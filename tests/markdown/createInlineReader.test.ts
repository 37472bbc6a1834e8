import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createInlineReader } from '../../src/markdown/createInlineReader.ts';
import { inlineNodes } from '../../src/markdown/inlineNodes.ts';
import { inlineTokens } from '../../src/markdown/inlineTokens.ts';
import { NO_LABELS, type Labels } from '../../src/markdown/Labels.ts';
import type { InlineNode } from '../../src/markdown/markdownTree.ts';
import { growing } from './randomTexts.ts';

const read = (text: string, labels = NO_LABELS) => createInlineReader().read(text, false, labels);

/** What a reply's sentence may hold. Nothing is left open for long, so that text has places to be cut at. */
const phrases = fc.constantFrom(
  'some words of a sentence, ',
  'the end. ',
  '中文。',
  '一些文字，',
  '**bold words** ',
  '*slanted **and bold** words* ',
  '`code with *marks*` ',
  '``a ` in it`` ',
  '~~gone words~~ ',
  '[a link of some words](https://a.example/x_y "with a title") ',
  '[a link](<https://a.example/with spaces>) ',
  'array[0] and call(a, b) ',
  'word[link text behind a word](https://b.example) ',
  '[label] ',
  '![an image, too](https://img.example/a.png) ',
  'it costs $5 and $10, ',
  '$a + b = c$ ',
  String.raw`\(x \le y\) and `,
  'https://bare.example/path, ',
  '<https://auto.example/path> ',
  'snake_case_name ',
  '2 * 3 * 4 ',
  String.raw`\*escaped\* `,
  '&amp; &copy; ',
  'a line\nand another ',
  'hard  \nbreak ',
  'see[^1] ',
  '😀 ',
);
const paragraphs = fc.array(phrases, { minLength: 80, maxLength: 700 }).map((all) => all.join('').trim());
/** Marks that are hardly ever closed, and words of any length. */
const strayText = fc
  .array(
    fc.oneof(phrases, fc.constantFrom('**', '*', '`', '[', '](', '$', '\\(', '_', '~~', '<', '(', '\\'), fc.string()),
    {
      minLength: 100,
      maxLength: 900,
    },
  )
  .map((all) => all.join('').trim());

/** The nodes of all runs, with texts that meet joined. */
function joined(runs: readonly (readonly InlineNode[])[]): InlineNode[] {
  const nodes: InlineNode[] = [];
  for (const node of runs.flat()) {
    const last = nodes.at(-1);
    const joins = node.kind === 'text' && last?.kind === 'text';
    nodes.splice(joins ? -1 : nodes.length, 1, joins ? { ...last, text: last.text + node.text } : node);
  }
  return nodes;
}

describe('a long text', () => {
  test('[M51] says in its runs what it says as a whole', () => {
    fc.assert(
      fc.property(paragraphs, (text) => {
        const runs = read(text);
        expect(joined(runs)).toEqual(inlineNodes(inlineTokens(text, NO_LABELS).tokens, NO_LABELS));
        expect(runs.length).toBeGreaterThanOrEqual(Math.floor(text.length / 4000));
      }),
      { numRuns: 60 },
    );
  });

  test('[M51] has the same runs however it arrived, and those that are not the last stay the same objects', () => {
    fc.assert(
      fc.property(fc.oneof(paragraphs, strayText), fc.integer({ min: 40, max: 900 }), (text, step) => {
        const reader = createInlineReader();
        let before: readonly unknown[] = [];
        for (const part of growing(text, [step])) {
          const runs = reader.read(part, true, NO_LABELS);
          expect(before.slice(0, -1).every((run, at) => run === runs[at])).toBe(true);
          before = runs;
        }
        const runs = reader.read(text, false, NO_LABELS);
        expect(runs.slice(0, -1).every((run, at) => run === before[at])).toBe(true);
        expect(runs).toEqual(read(text));
      }),
      { numRuns: 60 },
    );
  });

  test('[M51] without a space is read in runs too, and no character is cut in two', () => {
    const text = '😀'.repeat(40_000);
    const runs = read(text);
    expect(runs.length).toBeGreaterThan(1);
    expect(runs.flat().every((node) => node.kind === 'text' && !/\p{Surrogate}/u.test(node.text))).toBe(true);
  });

  test('[M51] that holds an image in its address is not cut there', () => {
    const text = `Look: ![a chart](data:image/png;base64,${'iVBORw0KGgo'.repeat(4000)}) and more words.`;
    const reader = createInlineReader();
    for (const part of growing(text, [3000])) reader.read(part, true, NO_LABELS);
    expect(reader.read(text, false, NO_LABELS)).toEqual(read(text));
    expect(joined(read(text))).toMatchObject([
      { text: 'Look: ' },
      { kind: 'image', alt: 'a chart' },
      { text: ' and more words.' },
    ]);
  });

  test('[M14] is read again when a label comes that it looked for in vain, and not for another', () => {
    const text = `[one] ${'word '.repeat(600)}[two]`;
    const reader = createInlineReader();
    const before = reader.read(text, false, NO_LABELS);
    const other: Labels = { definitions: new Map([['OTHER', 'https://c.example']]), footnotes: new Map() };
    expect(reader.latest(other)).toBe(NO_LABELS);
    const labels: Labels = { definitions: new Map([['ONE', 'https://a.example']]), footnotes: new Map() };
    expect(reader.latest(labels)).toBe(labels);
    const after = reader.read(text, false, labels);
    expect(after[0]?.[0]).toMatchObject({ kind: 'link', address: 'https://a.example' });
    expect(before[0]?.[0]).toMatchObject({ kind: 'text' });
  });
});
