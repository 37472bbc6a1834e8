import { render } from '@testing-library/react';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heavyReplies } from '../../bench/hostile/heavyReplies.ts';
import { createReplyReader } from '../../src/markdown/blocks/createReplyReader.ts';
import { Markdown } from '../../src/markdown/Markdown.tsx';
import { drawnStreamed, drawnWhole, startReply } from './growReply.tsx';
import { hostileReplies } from './hostileReplies.ts';
import type { HostileReply } from './hostileReplies.ts';
import { growing } from './randomTexts.ts';

/** All elements and attributes that a reply can bring about. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['strong', 'em', 'del', 'br', 'hr'].map((tag) => [tag, []])),
  ...Object.fromEntries(['h3', 'h4', 'h5', 'h6', 'p', 'blockquote', 'sup'].map((tag) => [tag, ['dir', 'class']])),
  a: ['class', 'href', 'target', 'rel'],
  bdi: ['class', 'dir', 'data-mark'],
  button: ['type', 'class', 'aria-label', 'aria-pressed', 'title', 'data-footnote-mark'],
  code: ['class', 'dir', 'translate'],
  div: ['class', 'dir', 'data-wraps', 'data-language', 'translate', 'role', 'data-alert', 'data-sealed', 'style'],
  ...Object.fromEntries(['thead', 'tr'].map((tag) => [tag, ['role']])),
  input: ['type', 'disabled', 'checked', 'aria-label'],
  li: ['class', 'tabindex', 'data-footnote', 'value'],
  ol: ['dir', 'start', 'data-loose'],
  pre: ['translate'],
  section: ['class', 'aria-label'],
  span: ['class', 'translate', 'aria-hidden', 'data-address'],
  table: ['class', 'role', 'style'],
  tbody: ['class', 'role', 'data-sealed', 'style'],
  td: ['class', 'dir', 'role'],
  th: ['class', 'dir', 'scope', 'role', 'style'],
  ul: ['dir', 'data-loose'],
};

function expectHarmless(page: Element): void {
  expect([...page.querySelectorAll('.md *:not(svg, svg *)')].flatMap(harms)).toEqual([]);
}

/** What an element must not be or have. */
function harms(element: Element): string[] {
  const tag = element.localName;
  const known = allowed[tag];
  const style = element.getAttribute('style') ?? '';
  const address = element.getAttribute('href');
  return [
    ...(known === undefined ? [tag] : []),
    ...element.getAttributeNames().filter((name) => known?.includes(name) !== true),
    ...[...element.classList].filter((name) => !/^md-[a-z0-9-]+$/.test(name)),
    ...(style === '' || ownStyleOf(element)?.test(style) === true ? [] : [style]),
    ...(address === null || /^(?:https?|mailto):$/.test(new URL(address).protocol) ? [] : [address]),
  ];
}

/** The height that the engine remembers of a group, and the columns of a long table. */
function ownStyleOf(element: Element): RegExp | undefined {
  if (element.matches('.md-group, .md-part')) return /^contain-intrinsic-block-size: auto \d+px;$/;
  if (element.matches('.md-long')) return /^--md-columns: \d+px( \d+px)*;$/;
  return element.matches('.md-long th') ? /^min-inline-size: calc\(\d+ch \+ 1\.5rem\);$/ : undefined;
}

/** The ways in which a reply reaches the page: whole, as its danger asks for, by the character, at random cuts, and after a reload. */
function* drawings({ text, stream }: Pick<HostileReply, 'text' | 'stream'>): Generator<Element> {
  const step = stream === undefined ? Math.max(1, Math.ceil(text.length / 7)) : Number(stream) || 1;
  const random = fc.sample(fc.array(fc.integer({ min: 1, max: text.length }), { maxLength: 6 }), {
    numRuns: 2,
    seed: 4,
  });
  yield* drawnIn([text], text);
  yield* drawnIn([...growing(text, [step])], text);
  if (text.length <= 120) yield* drawnIn([...growing(text, [1])], text);
  for (const cuts of random) {
    const ends = cuts.toSorted((a, b) => a - b);
    yield* drawnIn(
      ends.map((end) => text.slice(0, end)),
      text,
    );
  }
  yield* drawnIn([], text);
}

function* drawnIn(parts: readonly string[], text: string): Generator<Element> {
  const reply = startReply();
  for (const part of parts) {
    reply.grow(part);
    yield reply.page;
  }
  reply.end(text);
  yield reply.page;
  reply.leave();
}

const small = hostileReplies.filter((reply) => reply.cls !== 'dos');

describe('a hostile reply', () => {
  test.each(small)('[M1] [M5] [M7] [M19] brings nothing into the page but known elements: $id, $title', (reply) => {
    const known = {
      body: document.body,
      cookie: document.cookie,
      forms: document.forms,
      find: document.getElementById,
    };
    for (const page of drawings(reply)) {
      expectHarmless(page);
    }
    expect({
      body: document.body,
      cookie: document.cookie,
      forms: document.forms,
      find: document.getElementById,
    }).toEqual(known);
    expect(document.querySelectorAll('script, style, link, iframe, form, img')).toHaveLength(0);
  });

  test.each(small.filter(({ expect: rules }) => rules.includes('linkhost')))(
    '[M6] shows where its links lead: $id',
    ({ text }) => {
      const { container } = render(<Markdown text={text} open={false} />);
      const links = [...container.querySelectorAll('a')];
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) expect(link).toHaveTextContent(new URL(link.href).hostname);
    },
  );

  test.each(small.filter(({ expect: rules }) => rules.includes('invis')))('[M8] hides nothing: $id', ({ text }) => {
    const { container } = render(<Markdown text={text} open={false} />);
    expect(container.querySelector('.md-mark')).not.toBeNull();
    const seen = [...textsOutsideMarks(container)].join('');
    expect(seen).not.toMatch(/[\p{Cc}--[\n\t]]|[\u{E0000}-\u{E007F}]/v);
  });

  test.each(small.filter(({ id }) => id === 'txt-trojan-code'))(
    '[M8] shows what turns code around: $id',
    ({ text }) => {
      const { container } = render(<Markdown text={text} open={false} />);
      expect(container.querySelectorAll('code .md-mark')).toHaveLength(4);
    },
  );

  test.each(heavyReplies)('[M18] is read without an error, whole and while it arrives: $id', ({ text }) => {
    const whole = createReplyReader()(text, false);
    expect(whole.blocks.length + whole.definitions.size + whole.footnotes.length).toBeGreaterThan(0);
    const read = createReplyReader();
    read(text.slice(0, text.length / 2), true);
    read(text, true);
    expect(read(text, false)).toEqual(whole);
  });

  test.each(heavyReplies)('[M18] [M19] is drawn without an error: the beginning of $id', ({ text }) => {
    const start = text.slice(0, 800);
    for (const page of drawnIn([text.slice(0, 300), start], start)) expectHarmless(page);
    expect(drawnStreamed(start, [300, 500, 501])).toBe(drawnWhole(start));
  });

  test('[M18] draws no more cells, columns and brackets than a page can bear', () => {
    const bars = `|${'a|'.repeat(300)}\n|${'-|'.repeat(300)}\n`;
    expect(createReplyReader()(bars, false).blocks).toMatchObject([{ kind: 'paragraph' }]);
    const missing = `|${'a|'.repeat(100)}\n|${'-|'.repeat(100)}\n${'|\n'.repeat(100)}`;
    const [table] = createReplyReader()(missing, false).blocks;
    expect(table?.kind === 'table' && table.rows.length).toBeLessThan(50);
    expect(drawnWhole(`${'!['.repeat(30)}a${'](b)'.repeat(30)}`)).toContain('a');
  });
});

function* textsOutsideMarks(root: Node): Generator<string> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    const text = walker.currentNode;
    if (!text.parentElement?.closest('.md-mark')) yield text.textContent ?? '';
  }
}
