import { render } from '@testing-library/react';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownOf } from '../../../src/markdown/copy/markdownOf.ts';
import { readPage } from '../../../src/markdown/copy/readPage.ts';
import { Markdown } from '../../../src/markdown/Markdown.tsx';
import { copySamples } from './copySamples.ts';

/** The page of a reply, and its copy. */
function drawn(text: string): { html: string; markdown: string } {
  const { container, unmount } = render(<Markdown text={text} open={false} />);
  const markdown = markdownOf(readPage(container));
  const html = meaningOf(container);
  unmount();
  return { html, markdown };
}

/**
 * What a copy is held to. The words of what may not be followed stand in elements without a meaning,
 * and directions are guessed from the source, where different marks may stand.
 */
function meaningOf(page: Element): string {
  for (const element of page.querySelectorAll('blockquote, ul, ol')) element.removeAttribute('dir');
  for (const span of page.querySelectorAll('span:not([class])')) span.replaceWith(...span.childNodes);
  page.normalize();
  return page.innerHTML;
}

function copyOf(text: string): string {
  return drawn(text).markdown;
}

function expectSamePage(text: string): void {
  const page = drawn(text);
  expect(drawn(page.markdown).html).toBe(page.html);
}

describe('the Markdown of a page', () => {
  test.each(Object.entries(copySamples))('[M63] gives the same page again: %s', (_, text) => {
    expectSamePage(text);
  });

  test('[M63] gives the same page again when samples follow each other', () => {
    const texts = fc
      .shuffledSubarray(Object.values(copySamples), { minLength: 2, maxLength: 4 })
      .map((some) => `${some.join('\n\n')}\n\nend`);
    fc.assert(fc.property(texts, expectSamePage), { numRuns: 40 });
  });

  test('[M63] gives the same page again for marks in any order', () => {
    const marks = [
      '*',
      '**',
      '_',
      '~~',
      '`',
      '``',
      '[v',
      'w](https://x.example)',
      '![v](https://x.example/i.png)',
      '$',
      '$$',
      '\\',
      '<b>',
      '&amp;',
      '&lt;',
    ];
    const words = [
      'a',
      'b c',
      ' ',
      '\n',
      '|',
      ' https://x.example/y ',
      '!',
      '#',
      '1. ',
      'x_y',
      '5',
      '\n- ',
      '\n1. ',
      '\n> ',
      '[^1]',
    ];
    const texts = fc.array(fc.constantFrom(...marks, ...words), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(texts, (parts) => expectSamePage(`a${parts.join('')}`)),
      // One text in ten thousand cannot be written, as two kinds of emphasis that share a mark.
      { numRuns: 400, seed: 20261126 },
    );
  });

  test.each([
    'A snake_case name, 2 * 3 = 6, $5 and $10, #1, a-b, C:\\dir, (x) [y], 1.5 < 2 & 3 > 2, ~5 and "quotes" | bars!',
    'Some **bold**, *italic*, `code`, ~~gone~~ and [a link](https://a.example/x), https://a.example/y.',
    '# Title\n\n1. one\n2. two\n   - inner\n\n> quote\n\n```ts\nlet a: number;\n```\n\n| a | b |\n| --- | ---: |\n| x | 1 |',
    '- [ ] to do\n- [x] done',
    'Inline $x^2$ math.\n\n$$\na\n+ b\n$$',
    '> [!NOTE]\n> text',
    'A note[^1].\n\n[^1]: Its text.',
    '![chart](https://img.example/c.png)',
  ])('[M63] is what a person would write: %j', (text) => {
    expect(copyOf(text)).toBe(text);
  });

  test('[M63] has no HTML in the eyes of another program', () => {
    expect(copyOf('a `<b>` &lt;b> <i>x</i> a &lt; b &amp;copy;')).toBe('a `<b>` \\<b> \\<i>x\\</i> a < b \\&copy;');
  });

  test('[M63] hides a mark behind a backslash only where it would be one', () => {
    expect(copyOf('\\*no emphasis\\* but 2 * 3')).toBe('\\*no emphasis\\* but 2 \\* 3');
    expect(copyOf('1\\. no list')).toBe('1\\. no list');
    expect(copyOf('\\# no heading')).toBe('\\# no heading');
  });
});
