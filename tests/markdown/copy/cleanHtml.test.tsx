import { render } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { cleanHtml } from '../../../src/markdown/copy/cleanHtml.ts';
import { readPage } from '../../../src/markdown/copy/readPage.ts';
import { Markdown } from '../../../src/markdown/Markdown.tsx';
import { hostileReplies } from '../hostileReplies.ts';
import { copySamples } from './copySamples.ts';

function htmlOf(text: string): string {
  const { container, unmount } = render(<Markdown text={text} open={false} />);
  const html = cleanHtml(readPage(container));
  unmount();
  return html;
}

/** Everything but text that is in some HTML: `tag`, and `tag[attribute]` for each attribute. */
function namesIn(html: string): Set<string> {
  const elements = [...new DOMParser().parseFromString(html, 'text/html').body.querySelectorAll('*')];
  return new Set(
    elements.flatMap((element) => {
      const tag = element.tagName.toLowerCase();
      return [tag, ...element.getAttributeNames().map((name) => `${tag}[${name}]`)];
    }),
  );
}

/** Those that only cost time are measured elsewhere. */
const hostile = hostileReplies.filter(({ cls }) => cls !== 'dos');

const allowed = new Set(
  'p h1 h2 h3 h4 h5 h6 strong em del code pre ul ol ol[start] li blockquote table thead tbody tr th td a a[href] br hr sup'.split(
    ' ',
  ),
);

describe('clean HTML', () => {
  test('[M61] has what the reply means', () => {
    expect(htmlOf('## Title\n\nSome **bold**, *italic*, ~~gone~~ `a < b`\\\nnext [link](https://a.example)')).toBe(
      '<h2>Title</h2><p>Some <strong>bold</strong>, <em>italic</em>, <del>gone</del> <code>a &lt; b</code><br>next <a href="https://a.example/">link</a></p>',
    );
    expect(htmlOf('```ts\na <\n\nb\n```\n\n---\n\n> quote')).toBe(
      '<pre><code>a &lt;\n\nb</code></pre><hr><blockquote><p>quote</p></blockquote>',
    );
    expect(htmlOf('| a | b |\n|---|---|\n| 1 | **2** |')).toBe(
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><strong>2</strong></td></tr></tbody></table>',
    );
  });

  test('[M61] has lists without paragraphs where the reply has no space between items', () => {
    expect(htmlOf('- a\n- b\n  1. c\n  2. d')).toBe('<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>');
    expect(htmlOf('3. a\n\n4. b')).toBe('<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>');
    expect(htmlOf('- [ ] to do\n- [x] done')).toBe('<ul><li>☐ to do</li><li>☑ done</li></ul>');
  });

  test('[M61] names alerts and notes, gives formulas as TeX and images as links', () => {
    expect(htmlOf('> [!TIP]\n> text')).toBe('<blockquote><p><strong>Tip</strong></p><p>text</p></blockquote>');
    expect(htmlOf('a[^x] $y$\n\n$$z$$\n\n[^x]: note')).toBe(
      '<p>a<sup>1</sup> $y$</p><p>$$z$$</p><hr><ol><li><p>note</p></li></ol>',
    );
    expect(htmlOf('![chart](https://img.example/c.png)')).toBe('<p><a href="https://img.example/c.png">chart</a></p>');
  });

  test('[M61] names the host of a link whose text misleads', () => {
    expect(htmlOf('[bank.example](https://evil.example/x)')).toBe(
      '<p><a href="https://evil.example/x">bank.example</a> (evil.example)</p>',
    );
  });

  test.each([...Object.entries(copySamples), ...hostile.map(({ id, text }) => [id, text] as const)])(
    '[M61] has nothing else in it: %s',
    (_, text) => {
      const html = htmlOf(text);
      expect([...namesIn(html)].filter((name) => !allowed.has(name))).toEqual([]);
      for (const [, address] of html.matchAll(/href="([^"]*)"/g)) expect(address).toMatch(/^(?:https?|mailto):/);
    },
  );
});
