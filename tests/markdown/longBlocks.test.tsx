import { beforeEach, describe, expect, test, vi } from 'vitest';
import type * as runtime from 'react/jsx-dev-runtime';
import { drawnStreamed, drawnWhole, startReply } from './growReply.tsx';

const { elements } = vi.hoisted(() => ({ elements: { made: 0 } }));
vi.mock('react/jsx-dev-runtime', async (original) => {
  const real = await original<typeof runtime>();
  const jsxDEV: typeof real.jsxDEV = (...rest) => {
    elements.made += 1;
    return real.jsxDEV(...rest);
  };
  return { ...real, jsxDEV };
});

beforeEach(() => {
  elements.made = 0;
});

const words = 'some words of a long text, with **bold** ones. ';

/** A long block up to a number of lines, and what more of its last line may come. */
const blocks: Readonly<Record<string, { lines: number; upTo: (line: number) => string; more: string[] }>> = {
  fence: {
    lines: 1000,
    upTo: (line) => `\`\`\`js\n${'let answer = 42;\n'.repeat(line)}`,
    more: ['le', 't x', ' = 1;\n', '// end'],
  },
  table: {
    lines: 500,
    upTo: (line) => `| a | b | c |\n|---|---|---|\n${'| one | **two** | 3 |\n'.repeat(line)}`,
    more: ['| fo', 'ur ', '| five', ' | 6 |\n', '| 7'],
  },
  list: {
    lines: 300,
    upTo: (line) => '- an item **in bold**\n'.repeat(line),
    more: ['- an', 'other', ' item\n', '- x'],
  },
  paragraph: { lines: 1000, upTo: (line) => words.repeat(line), more: ['and', ' more', ' **words', '** there'] },
  quote: {
    lines: 300,
    upTo: (line) => '> > a paragraph\n> >\n> > another\n> >\n'.repeat(line),
    more: ['> > on', 'e more', '\n> >', '\n> > x'],
  },
  reply: {
    lines: 1000,
    upTo: (line) => 'a paragraph of a reply\n\n'.repeat(line),
    more: ['one', ' more', '\n\n', 'end'],
  },
};

describe('a delta', () => {
  test.each(Object.entries(blocks))('[M10] [M50] makes few elements in a long %s', (_, { lines, upTo, more }) => {
    const counts = [lines / 10, lines].map((line) => {
      let text = upTo(line);
      const reply = startReply(text);
      const made = more.map((piece) => {
        elements.made = 0;
        text += piece;
        reply.grow(text);
        return elements.made;
      });
      reply.leave();
      return Math.max(...made);
    });
    // Ten times as long: one element more for each group of what is closed.
    expect(counts[0]).toBeLessThan(120);
    expect(counts[1]).toBeLessThan(120 + lines / 10);
  });
});

describe('a long text in one block', () => {
  test('[M58] stands in boxes behind its first stretch, and its caret in the last', async () => {
    const text = words.repeat(400);
    const reply = startReply(text.slice(0, 5000));
    const paragraph = reply.page.querySelector('p');
    expect(paragraph?.children[0]?.localName).toBe('strong');
    const first = paragraph?.firstChild;
    reply.grow(text);
    const parts = [...reply.page.querySelectorAll('p > span.md-part')];
    expect(parts.length).toBeGreaterThan(2);
    expect(paragraph?.firstChild).toBe(first);
    expect(paragraph?.textContent?.trim()).toBe(text.replaceAll('**', '').trim());
    expect(parts.at(-1)?.classList.contains('md-growing')).toBe(true);
    await vi.waitFor(() => {
      expect(parts.slice(0, -1).every((part) => part.hasAttribute('data-sealed'))).toBe(true);
    });
    reply.end(text);
    expect([...reply.page.querySelectorAll('p > span.md-part')]).toEqual(parts);
    expect(drawnStreamed(text, [3000, 9000, 15_000])).toBe(drawnWhole(text));
  });
});
