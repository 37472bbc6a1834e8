import { screen } from '@testing-library/react';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import * as drawing from '../../src/markdown/inlineElements.tsx';
import { drawnStreamed, drawnWhole, startReply } from './growReply.tsx';
import { samples } from './samples.ts';

vi.mock('../../src/markdown/inlineElements.tsx', async (original) => {
  const real = await original<typeof drawing>();
  return { ...real, inlineElements: vi.fn<typeof real.inlineElements>(real.inlineElements) };
});
const draws = vi.mocked(drawing.inlineElements);

beforeEach(() => {
  draws.mockClear();
});

describe('a reply that grows', () => {
  test('[M10] keeps the DOM nodes of what is finished and does not draw it again', () => {
    const finished =
      '# Title\n\nA [link](https://a.example) and `code`.\n\n- one\n- two\n\n| a |\n|---|\n| b |\n\n```js\nlet a;\n```\n\n';
    const reply = startReply(`${finished}next\n`);
    const nodes = [...reply.page.querySelectorAll('.md-group > :not(:last-child), .md-group > :not(:last-child) *')];
    draws.mockClear();
    let text = `${finished}next\n`;
    for (const word of ['more ', '**bold** ', 'end\n\n', '- item\n', '- item\n\n', 'last']) {
      text += word;
      reply.grow(text);
    }
    expect(nodes.length).toBeGreaterThan(20);
    expect(nodes.every((node) => reply.page.contains(node))).toBe(true);
    const drawn = JSON.stringify(draws.mock.calls);
    expect(drawn).toContain('last');
    for (const word of ['Title', 'link', 'one', 'two', '"b"']) expect(drawn).not.toContain(word);
  });

  test('[M10] draws each of its blocks a number of times that does not depend on how long it is', () => {
    const reply = startReply();
    let text = '';
    for (let paragraph = 0; paragraph < 40; paragraph += 1) {
      for (const piece of [`paragraph ${paragraph}`, ' goes on', '\n\n']) {
        text += piece;
        reply.grow(text);
      }
    }
    // What each piece adds, and once more when the paragraph is closed and its addresses may be followed.
    expect(draws.mock.calls.length).toBeLessThanOrEqual(40 * 3);
  });

  test('[M10] does not touch the DOM of what is finished', () => {
    const reply = startReply('one\n\ntwo\n\nthree');
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((more) => records.push(...more));
    for (const node of reply.page.querySelectorAll('p:not(:last-child)')) {
      observer.observe(node, { subtree: true, childList: true, characterData: true, attributes: true });
    }
    reply.grow('one\n\ntwo\n\nthree and [more](https://a.example)\n\n# four\n');
    records.push(...observer.takeRecords());
    expect(records).toEqual([]);
  });

  test('[M10] keeps the element of a block that becomes finished', () => {
    const reply = startReply('A paragraph');
    const paragraph = reply.page.querySelector('p');
    reply.grow('A paragraph that ends.\n\nAnother');
    expect(reply.page.querySelector('p')).toBe(paragraph);
    reply.end('A paragraph that ends.\n\nAnother');
    expect(reply.page.querySelector('p')).toBe(paragraph);
  });

  test('[M10] draws of a long paragraph that is closed only what holds an address', () => {
    const text = `${'some **bold** words of a long one. '.repeat(400)}[link](https://a.example) ${'more words. '.repeat(400)}`;
    const reply = startReply(text);
    draws.mockClear();
    reply.grow(`${text}\n\nnext`);
    expect(screen.getByRole('link')).toBeInTheDocument();
    // The run with the link, the last one, and what is new.
    expect(draws.mock.calls.length).toBeLessThanOrEqual(3);
  });

  test.each(Object.entries(samples))('[M11] ends as the same page as its text drawn whole: %s', (_, text) => {
    const everyCharacter = Array.from({ length: text.length }, (_each, at) => at);
    expect(drawnStreamed(text, everyCharacter)).toBe(drawnWhole(text));
  });

  test('[M11] ends as the same page wherever it was cut', () => {
    const texts = fc
      .shuffledSubarray(Object.values(samples), { minLength: 1, maxLength: 4 })
      .map((some) => some.join('\n'));
    const cut = texts.chain((text) => fc.tuple(fc.constant(text), fc.array(fc.nat(text.length), { maxLength: 12 })));
    fc.assert(
      fc.property(cut, ([text, cuts]) => {
        expect(drawnStreamed(text, cuts)).toBe(drawnWhole(text));
      }),
      { numRuns: 60 },
    );
  });

  test('[M12] never shows a mark that will be gone with the next word', () => {
    const text =
      'Some **bold** and *italic*, `code`, ~~gone~~ and a [link](https://a.example/x).\n\n| Name | Age |\n|---|---|\n| a | 1 |\n';
    const reply = startReply();
    for (let end = 1; end <= text.length; end += 1) {
      reply.grow(text.slice(0, end));
      expect(reply.page.textContent).not.toMatch(/[*`~[\]|]|https|\(/);
    }
  });

  test('[M12] shows text as it was written when nothing more is to come', () => {
    const reply = startReply('a **bo');
    expect(reply.page.querySelector('strong')).toHaveTextContent('bo');
    reply.end('a **bo');
    expect(reply.page).toHaveTextContent('a **bo');
  });

  test('[M13] has no live address in its open block', () => {
    const text = 'See [a](https://a.example), ![b](https://b.example/b.png), https://c.example and <https://d.example>';
    const reply = startReply();
    for (let end = 1; end <= text.length; end += 1) {
      reply.grow(text.slice(0, end));
      expect(reply.page.querySelector('button, img, [href], [src]')).toBeNull();
    }
    reply.grow(`${text}\n\n`);
    expect(screen.getAllByRole('link')).toHaveLength(3);
    expect(screen.getByRole('button', { name: 'Open image from b.example' })).toBeInTheDocument();
  });

  test('[M10] [M13] a link stays the same element when its paragraph is closed', () => {
    const reply = startReply('One [a](https://a.example) and https://b.example too');
    const links = [...reply.page.querySelectorAll('.md-link')];
    expect(screen.queryByRole('link')).toBeNull();
    reply.end('One [a](https://a.example) and https://b.example too');
    expect(links).toEqual(screen.getAllByRole('link'));
  });

  test('[M13] calls no address that is still being typed, not even through an earlier reference', () => {
    const text = '![a][z] [b][z]\n\n[z]: https://canary.example/z.png?d=SECRET';
    const reply = startReply();
    for (let end = 1; end <= text.length; end += 1) {
      reply.grow(text.slice(0, end));
      expect(reply.page.querySelector('button, [href]')).toBeNull();
    }
    reply.end(text);
    expect(screen.getByRole('link')).toHaveAttribute('href', 'https://canary.example/z.png?d=SECRET');
  });

  test('[M14] draws only those finished blocks again that a late definition completes', () => {
    const reply = startReply('plain\n\n[one]\n\n[two]\n\n');
    draws.mockClear();
    reply.grow('plain\n\n[one]\n\n[two]\n\n[one]: https://one.example\n\n');
    expect(screen.getByRole('link')).toHaveTextContent('one');
    expect(JSON.stringify(draws.mock.calls)).not.toMatch(/plain|two/);
  });

  test('[M22] has one caret, at the end of its last block, and none when it has ended', () => {
    const reply = startReply();
    for (const text of [
      'a',
      'a\n\n- b\n  - c',
      'a\n\n> d',
      '| e | f |\n|---|---|\n| g',
      '```\nh',
      '# i',
      '$$\nj',
      'k[^1]\n\n[^1]: l',
    ]) {
      reply.grow(text);
      const carets = reply.page.querySelectorAll('.md-growing');
      expect(carets).toHaveLength(1);
      expect(carets[0]?.closest('.md-group > :last-child, .md-footnotes li:last-child')).not.toBeNull();
      reply.end(text);
      expect(reply.page.querySelector('.md-growing')).toBeNull();
    }
  });

  test('[M22] its caret pulses only while no text comes', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const reply = startReply('one');
    const isResting = (): boolean => reply.page.querySelector('.md[data-resting]') !== null;
    vi.advanceTimersByTime(500);
    reply.grow('one two');
    vi.advanceTimersByTime(500);
    expect(isResting()).toBe(false);
    vi.advanceTimersByTime(500);
    expect(isResting()).toBe(true);
    reply.grow('one two three');
    expect(isResting()).toBe(false);
    vi.advanceTimersByTime(1000);
    reply.end('one two three');
    expect(isResting()).toBe(false);
  });
});
