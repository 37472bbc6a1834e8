import { render } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { createReplyReader } from '../../src/markdown/blocks/createReplyReader.ts';
import { Markdown } from '../../src/markdown/Markdown.tsx';
import { hostileReplies } from './hostileReplies.ts';
import type { HostileReply } from './hostileReplies.ts';

/** All elements and attributes that a reply can bring about. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['strong', 'em', 'del', 'br', 'hr', 'thead', 'tbody', 'tr', 'table'].map((tag) => [tag, []])),
  ...Object.fromEntries(['h3', 'h4', 'h5', 'h6', 'p', 'blockquote', 'sup'].map((tag) => [tag, ['dir', 'class']])),
  a: ['class', 'href', 'target', 'rel'],
  bdi: ['class', 'dir', 'data-mark'],
  button: ['type', 'class', 'aria-label', 'aria-pressed', 'title', 'data-footnote-mark'],
  code: ['class', 'dir', 'translate'],
  div: ['class', 'dir', 'data-wraps', 'translate', 'role', 'data-alert', 'data-sealed', 'style'],
  input: ['type', 'disabled', 'checked', 'aria-label'],
  li: ['class', 'tabindex', 'data-footnote'],
  ol: ['dir', 'start', 'data-loose'],
  pre: ['translate'],
  section: ['class', 'aria-label'],
  span: ['class', 'translate', 'aria-hidden'],
  td: ['class', 'dir'],
  th: ['class', 'dir', 'scope'],
  ul: ['dir', 'data-loose'],
};

function expectHarmless(page: Element): void {
  for (const element of page.querySelectorAll('.md *:not(svg, svg *)')) {
    const tag = element.tagName.toLowerCase();
    expect(Object.keys(allowed)).toContain(tag);
    expect(allowed[tag]).toEqual(expect.arrayContaining(element.getAttributeNames()));
    for (const name of element.classList) expect(name).toMatch(/^md-[a-z0-9-]+$/);
  }
  for (const element of page.querySelectorAll<HTMLElement>('[style]')) {
    expect(element).toHaveClass('md-group');
    expect([...element.style]).toEqual(['contain-intrinsic-block-size']);
  }
  for (const link of page.querySelectorAll('[href]')) {
    expect(new URL(link.getAttribute('href') ?? '').protocol).toMatch(/^(?:https?|mailto):$/);
  }
}

/** The ways in which a reply reaches the page. */
function* drawings(reply: HostileReply): Generator<Element> {
  const whole = render(<Markdown text={reply.text} open={false} />);
  yield whole.container;
  whole.unmount();
  const step = reply.stream === undefined ? Math.max(1, Math.ceil(reply.text.length / 7)) : Number(reply.stream) || 1;
  const streamed = render(<Markdown text="" open />);
  for (let end = step; end < reply.text.length; end += step) {
    streamed.rerender(<Markdown text={reply.text.slice(0, end)} open />);
    yield streamed.container;
  }
  streamed.rerender(<Markdown text={reply.text} open={false} />);
  yield streamed.container;
  streamed.unmount();
}

const small = hostileReplies.filter((reply) => reply.cls !== 'dos');
const large = hostileReplies.filter((reply) => reply.cls === 'dos');

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

  test.each(large)('[M18] is read without an error, whole and while it arrives: $id, $title', (reply) => {
    const whole = createReplyReader()(reply.text, false);
    expect(whole.blocks.length + whole.definitions.size + whole.footnotes.length).toBeGreaterThan(0);
    const read = createReplyReader();
    read(reply.text.slice(0, reply.text.length / 2), true);
    read(reply.text, true);
    expect(read(reply.text, false)).toEqual(whole);
  });

  test.each(large.filter(({ id }) => /nest|strike|brackets|img|setext|dollar/.test(id)))(
    '[M18] is drawn without an error: $id',
    ({ text }) => {
      const { container } = render(<Markdown text={text} open={false} />);
      expectHarmless(container);
    },
  );
});

function* textsOutsideMarks(root: Node): Generator<string> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    const text = walker.currentNode;
    if (!text.parentElement?.closest('.md-mark')) yield text.textContent ?? '';
  }
}
