import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReplyReader } from '../../../src/markdown/blocks/createReplyReader.ts';
import type { BlockNode, ReplyDocument } from '../../../src/markdown/markdownTree.ts';
import { cutTexts, growing, texts } from '../randomTexts.ts';
import { samples } from '../samples.ts';
import { expectKept } from './expectKept.ts';

const whole = (text: string) => createReplyReader()(text, false);
const half = (text: string) => createReplyReader()(text, true);
const kinds = (blocks: readonly BlockNode[]) => blocks.map((block) => block.kind);

const samplesByCharacter = fc.tuple(fc.constantFrom(...Object.values(samples)), fc.constant([1]));

/** The documents of a text that grows, the last one complete. */
function* documents(text: string, steps: readonly number[]): Generator<ReplyDocument> {
  const read = createReplyReader();
  for (const part of growing(text, steps)) yield read(part, true);
  yield read(text, false);
}

function streamed(text: string, steps: readonly number[]): ReplyDocument | undefined {
  return [...documents(text, steps)].at(-1);
}

describe('a text that has arrived', () => {
  test('[M11] has the same blocks however it was cut on its way', () => {
    fc.assert(
      fc.property(cutTexts, ([text, steps]) => {
        expect(streamed(text, steps)).toEqual(whole(text));
      }),
      { numRuns: 500 },
    );
  });

  test.each(Object.entries(samples))('[M11] has the same blocks when it came by the character: %s', (_, text) => {
    expect(streamed(text, [1])).toEqual(whole(text));
  });

  test('[M11] has nothing in it that is open', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(JSON.stringify(whole(text))).not.toContain('"open":true');
      }),
    );
  });

  test('[M11] can go on, and is then read as one text', () => {
    const read = createReplyReader();
    read('# One\n\nHalf a', true);
    read('# One\n\nHalf a sen', false);
    read('# One\n\nHalf a sentence', true);
    expect(read('# One\n\nHalf a sentence.\n', false)).toEqual(whole('# One\n\nHalf a sentence.\n'));
  });

  test('[M11] that was replaced by another is read anew', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const read = createReplyReader();
        read(one, true);
        expect(read(other, false)).toEqual(whole(other));
      }),
    );
  });

  test.each([
    ['one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour'],
    ['```\r\na\r\n```\r', '```\na\n```\n'],
  ])('[M50] has lines that end in any of three ways: %j', (text, same) => {
    expect(streamed(text, [1])).toEqual(whole(same));
  });
});

describe('a growing text', () => {
  test('[M10] keeps everything that is closed as the same object at the same place, to the end', () => {
    fc.assert(
      fc.property(fc.oneof(cutTexts, samplesByCharacter), ([text, steps]) => {
        let before: ReplyDocument | undefined;
        for (const now of documents(text, steps)) {
          if (before !== undefined) expectKept(before, now);
          before = now;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('[M10] is returned as it is when nothing was added', () => {
    const read = createReplyReader();
    const document = read('# One\n\ntwo', true);
    expect(read('# One\n\ntwo', true)).toBe(document);
  });

  test('[M50] closes a paragraph with a blank line, a heading with its line, a list with the next block', () => {
    const closed = (text: string) => kinds(half(text).blocks.filter((block) => block.open !== true));
    expect(closed('one')).toEqual([]);
    expect(closed('one\n')).toEqual([]);
    expect(closed('one\n\n')).toEqual(['paragraph']);
    expect(closed('- one\n\n')).toEqual([]);
    expect(closed('- one\n\ntwo')).toEqual([]);
    expect(closed('- one\n\ntwo\n')).toEqual(['list']);
    expect(closed('```\na\n\nb\n')).toEqual([]);
    expect(closed('```\na\n```\n')).toEqual(['code']);
    expect(closed('# one\ntwo\n')).toEqual(['heading']);
    expect(closed('$$\na\n$$\n')).toEqual(['math']);
  });

  test('[M13] closes items, rows and blocks in a quote before what they stand in', () => {
    expect(half('- [x] one\n- two\n- thr').blocks).toMatchObject([
      { open: true, items: [{ task: 'done' }, { open: true }, { open: true }] },
    ]);
    const [list] = half('- one\n- two\n- three\n- fo').blocks;
    expect(list?.kind === 'list' && list.items.map((item) => item.open)).toEqual([undefined, undefined, true, true]);
    expect(half('| a |\n|---|\n| b |\n| c').blocks).toMatchObject([{ open: true, finalRows: 1, rows: [['b'], ['c']] }]);
    const [quote] = half('> one\n>\n> two').blocks;
    expect(quote?.kind === 'quote' && quote.children.map((child) => child.open)).toEqual([undefined, true]);
  });

  test('[M14] counts a definition once no later text changes it, and the first of a label', () => {
    expect(half('[a]: https://a.example').definitions.size).toBe(0);
    expect(half('[a]: https://a.example\n').definitions.size).toBe(0);
    expect(half('[a]: https://a.example\n\n').definitions.get('A')).toBe('https://a.example');
    const text = '[a]: https://first.example\n\n[a]\n\n[a]: https://second.example\n\n';
    expect(streamed(text, [7])?.definitions.get('A')).toBe('https://first.example');
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
    'text\n[^no',
    'text\n> [!NO',
    'text\n> [!NOTE]',
    'text\r',
  ])('[M12] is held back until it says what it is: %j', (text) => {
    expect(half(text).blocks).toEqual([{ kind: 'paragraph', content: 'text', open: true }]);
  });

  test('[M12] is held back while it is a reference definition', () => {
    expect(half('[a]: https://a.exam').blocks).toEqual([]);
  });

  test.each(['| Na', '| Name | Age', '| Name | Age |\n', '| Name | Age |\n|--', '| Name | Age |\n|---|--'])(
    '[M12] is a table from its first bar: %j',
    (text) => {
      expect(kinds(half(text).blocks)).toEqual(['table']);
    },
  );

  test('[M12] is a table below a line of text as well', () => {
    expect(kinds(half('text\n| a | b').blocks)).toEqual(['paragraph', 'table']);
  });
});

describe('blocks', () => {
  test('[M17] math that never ends is text and parts no paragraph', () => {
    expect(whole('one\n\\[not closed](/x)\ntwo').blocks).toEqual([
      { kind: 'paragraph', content: 'one\n\\[not closed](/x)\ntwo' },
    ]);
    expect(kinds(whole('$$\nx\n\n- a').blocks)).toEqual(['paragraph', 'list']);
  });

  test('[M17] math that is too long is text', () => {
    expect(kinds(whole(`$$\n${'x + y\n'.repeat(2000)}$$`).blocks)).toEqual(['paragraph']);
  });

  test('[M17] math may stand right below a paragraph', () => {
    expect(whole('one\n$$\nx\n$$\ntwo').blocks).toEqual([
      { kind: 'paragraph', content: 'one' },
      { kind: 'math', source: 'x' },
      { kind: 'paragraph', content: 'two' },
    ]);
  });

  test.each(['NOTE', 'tip', 'Important', 'WARNING', 'caution'])(
    '[M53] a quote that begins with [!%s] is an alert',
    (name) => {
      const alert = name.toLowerCase();
      const children = [{ kind: 'paragraph', content: 'text' }];
      expect(whole(`> [!${name}]\n> text`).blocks).toEqual([{ kind: 'quote', alert, children }]);
      expect(whole(`> [!${name}]\n>\n> text`).blocks).toEqual([{ kind: 'quote', alert, children }]);
    },
  );

  test.each(['> [!OTHER]\n> text', '> [!NOTE] text', '> text\n> [!NOTE]', '[!NOTE]\ntext'])(
    '[M53] any other text is none: %j',
    (text) => {
      expect(JSON.stringify(whole(text))).not.toContain('"alert"');
    },
  );

  test.each(['- a [^1]\n- b\n\n', '1. a\n', '- a\n  - b\n\n', '> a\n', 'a\n'])(
    '[M54] a footnote ends what stands above it: %j',
    (above) => {
      const { blocks, footnotes } = createReplyReader()(`${above}[^1]: x\n`, false);
      expect(blocks).toHaveLength(1);
      expect(footnotes).toMatchObject([{ children: [{ kind: 'paragraph', content: 'x' }] }]);
    },
  );

  test('[M54] a footnote holds what is indented by four columns, and the lazy lines of its paragraph', () => {
    const { blocks, footnotes } = whole('text[^a]\n\n[^A]: one\ntwo\n\n    - three\n\nend');
    expect(kinds(blocks)).toEqual(['paragraph', 'paragraph']);
    expect(footnotes).toMatchObject([
      { label: 'A', children: [{ kind: 'paragraph', content: 'one\ntwo' }, { kind: 'list' }] },
    ]);
  });

  test.each([
    ['quotes', `${'>'.repeat(300)} the end`],
    ['lists', Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}- the end`).join('\n')],
  ])('[M18] deep nesting of %s loses no text', (_, text) => {
    expect(JSON.stringify(whole(text)).match(/the end/g)).toHaveLength(text.match(/the end/g)?.length ?? 0);
  });

  test('[M18] nothing throws, and no word is lost', () => {
    const anything = fc.oneof(texts, fc.string({ unit: 'binary', maxLength: 200 }));
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        const text = `${one}\n\nword ${other}`;
        const read = createReplyReader();
        for (const part of growing(text, [3])) read(part, true);
        read(text, false);
        expect(() => JSON.stringify(read(other, true))).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
