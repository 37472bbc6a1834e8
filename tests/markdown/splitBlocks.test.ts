import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitBlocks } from '../../src/markdown/splitBlocks.ts';
import type { Block, ReplyDocument } from '../../src/markdown/splitBlocks.ts';
import { samples } from './samples.ts';

/** Marks that make and break blocks, so that random texts are full of half-built ones. */
const pieces = fc.constantFrom(
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  ' ',
  '    ',
  '\t',
  '- ',
  '* ',
  '1. ',
  '2) ',
  '> ',
  '# ',
  '```',
  '~~~',
  '$$',
  '\\[',
  '\\]',
  '---',
  '===',
  '| a | b |',
  '|---|---|',
  '[a]',
  '[a]: ',
  '[a]: https://a.example',
  ' "title',
  '"',
  "'",
  '(',
  ')',
  'foo',
  'word ',
  '**',
  '*',
  '_',
  '`',
  '~~',
  '[',
  '](',
  '![',
  ']',
  '<b>',
  '\\',
  'é',
  '中文',
  '- [x] ',
  '&amp;',
  '\0',
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
  fc.constantFrom(...Object.values(samples)),
  fc
    .tuple(fc.constantFrom(...Object.values(samples)), fc.constantFrom(...Object.values(samples)))
    .map((two) => two.join('')),
);
const cutTexts = fc.tuple(texts, fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 12 }));

function* growing(text: string, steps: readonly number[]): Generator<string> {
  let at = 0;
  for (let turn = 0; at < text.length; turn += 1) {
    at += steps[turn % steps.length] ?? 1;
    yield text.slice(0, at);
  }
}

function stream(text: string, steps: readonly number[]): ReplyDocument | undefined {
  let document: ReplyDocument | undefined;
  for (const part of growing(text, steps)) document = splitBlocks(part, true, document);
  return document;
}

const drawn = (blocks: readonly Block[]) => blocks.map(({ start, state, node }) => ({ start, state, node }));
const kinds = (text: string, open = false) => splitBlocks(text, open).blocks.map((block) => block.node.kind);

describe('a text that has arrived', () => {
  test('[M11] has the same blocks however it was cut on its way', () => {
    fc.assert(
      fc.property(cutTexts, ([text, steps]) => {
        const streamed = splitBlocks(text, false, stream(text, steps));
        expect(drawn(streamed.blocks)).toEqual(drawn(splitBlocks(text, false).blocks));
      }),
      { numRuns: 600 },
    );
  });

  test.each(Object.entries(samples))(
    '[M11] has the same blocks when it came one character at a time: %s',
    (_, text) => {
      expect(drawn(splitBlocks(text, false, stream(text, [1])).blocks)).toEqual(drawn(splitBlocks(text, false).blocks));
    },
  );

  test('[M11] can go on, and is then read as one text', () => {
    const stopped = splitBlocks('# One\n\nHalf a sen', false, splitBlocks('# One\n\nHalf a', true));
    const continued = splitBlocks(
      '# One\n\nHalf a sentence.\n',
      false,
      splitBlocks('# One\n\nHalf a sentence', true, stopped),
    );
    expect(drawn(continued.blocks)).toEqual(drawn(splitBlocks('# One\n\nHalf a sentence.\n', false).blocks));
  });

  test('[M11] that was replaced by another is read anew', () => {
    expect(drawn(splitBlocks('other', false, splitBlocks('# One\n\ntwo\n\n', true)).blocks)).toEqual(
      drawn(splitBlocks('other', false).blocks),
    );
  });
});

describe('a growing text', () => {
  test('[M10] keeps its finished blocks as the same objects, unless a definition came late', () => {
    fc.assert(
      fc.property(cutTexts, ([text, steps]) => {
        let before: ReplyDocument | undefined;
        for (const part of growing(text, steps)) {
          const now = splitBlocks(part, true, before);
          const finished = before?.sealed.blocks ?? [];
          const certain = finished.filter((block) => block.origin.unresolved.size === 0);
          expect(certain.every((block) => now.blocks.includes(block))).toBe(true);
          expect(now.blocks.slice(0, finished.length).map(({ start }) => start)).toEqual(
            finished.map(({ start }) => start),
          );
          before = now;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('[M10] is returned as it is when nothing was added', () => {
    const document = splitBlocks('# One\n\ntwo', true);
    expect(splitBlocks('# One\n\ntwo', true, document)).toBe(document);
  });

  test('[M10] finishes a block with the first whole line of the next, and a paragraph with a blank line', () => {
    const finished = (text: string) => splitBlocks(text, true).sealed.blocks.map((block) => block.node.kind);
    expect(finished('one')).toEqual([]);
    expect(finished('one\n')).toEqual([]);
    expect(finished('one\n\n')).toEqual(['paragraph']);
    expect(finished('- one\n\n')).toEqual([]);
    expect(finished('- one\n\ntwo')).toEqual([]);
    expect(finished('- one\n\ntwo\n')).toEqual(['list']);
    expect(finished('```\na\n\nb\n')).toEqual([]);
    expect(finished('# one\ntwo\n')).toEqual(['heading']);
  });

  test('[M14] reads only those blocks again that a late definition completes', () => {
    const early = splitBlocks('plain\n\n[one]\n\n[two]\n\n', true);
    const late = splitBlocks('plain\n\n[one]\n\n[two]\n\n[one]: https://one.example\n\n', true, early);
    expect(late.blocks[0]).toBe(early.blocks[0]);
    expect(late.blocks[1]).not.toBe(early.blocks[1]);
    expect(late.blocks[2]).toBe(early.blocks[2]);
    expect(late.blocks[1]?.node).toMatchObject({ children: [{ kind: 'link', address: 'https://one.example' }] });
  });

  test('[M14] takes the first of two definitions, also across the end of what was finished', () => {
    const text = '[a]: https://first.example\n\n[a]\n\n[a]: https://second.example\n\n';
    const { blocks } = splitBlocks(text, false, stream(text, [7]));
    expect(blocks[0]?.node).toMatchObject({ children: [{ address: 'https://first.example' }] });
  });
});

describe('the last line while it is open', () => {
  test.each([
    'text\n-',
    'text\n--',
    'text\n=',
    'text\n#',
    'text\n1.',
    'text\n- [',
    'text\n- [x]',
    'text\n>',
    'text\n``',
    'text\n```py',
  ])('[M12] is held back until it says what it is: %j', (text) => {
    expect(splitBlocks(text, true).blocks.map((block) => block.node)).toMatchObject([
      { kind: 'paragraph', children: [{ text: 'text' }] },
    ]);
  });

  test('[M12] is held back while it is a reference definition', () => {
    expect(kinds('[a]: https://a.exam', true)).toEqual([]);
  });

  test.each(['| Na', '| Name | Age', '| Name | Age |\n', '| Name | Age |\n|--', '| Name | Age |\n|---|--'])(
    '[M12] is a table from its first bar: %j',
    (text) => {
      expect(kinds(text, true)).toEqual(['table']);
    },
  );

  test('[M12] is a table below a line of text as well', () => {
    expect(kinds('text\n| a | b', true)).toEqual(['paragraph', 'table']);
  });
});

describe('deep nesting', () => {
  test.each([
    ['quotes', `${'>'.repeat(300)} the end`],
    ['lists', Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}- the end`).join('\n')],
  ])('[M18] of %s loses no text', (_, text) => {
    expect(JSON.stringify(splitBlocks(text, false).blocks)).toContain('the end');
    expect(JSON.stringify(splitBlocks(text, false).blocks).match(/the end/g)).toHaveLength(
      text.match(/the end/g)?.length ?? 0,
    );
  });
});
