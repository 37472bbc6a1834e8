import { act, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Markdown } from '../../src/markdown/Markdown.tsx';
import { slices } from '../../src/markdown/slices/slices.ts';
import { drawAll, pageOf } from './growReply.tsx';

const blocks = 'A **paragraph** with a [link](https://a.example).\n\n- one\n- two\n\n';
const cells = `| a | b |\n|---|---|\n${'| `c` | **d** |\n'.repeat(1200)}`;

const texts: Readonly<Record<string, string>> = {
  blocks: blocks.repeat(300),
  'a list': '- an *item*\n'.repeat(1200),
  'a table': cells,
  'a paragraph': 'some **bold** and `raw` words, and more. '.repeat(1200),
  'lists in lists': `- a\n${'  - b\n    - c\n'.repeat(1500)}`,
  footnotes: Array.from({ length: 900 }, (_, at) => `[^${at}]: note *${at}*\n`).join('\n'),
};

describe('a text that takes long to draw', () => {
  let frames: FrameRequestCallback[] = [];

  beforeEach(() => {
    frames = [];
    vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
  });

  afterEach(() => {
    drawAll();
    vi.unstubAllGlobals();
  });

  /** @returns whether a slice was drawn. */
  function drawSlice(): boolean {
    const [frame] = frames.splice(0, 1);
    if (frame === undefined) return false;
    act(() => frame(0));
    return true;
  }

  test.each(Object.entries(texts))(
    '[M66] is drawn in slices and looks as if it were drawn in one go: %s',
    (_, text) => {
      const sliced = render(<Markdown text={text} open={false} />);
      const begin = sliced.container.querySelectorAll('*').length;
      let drawn = 0;
      while (drawSlice()) drawn += 1;
      expect(drawn).toBeGreaterThan(0);
      expect(sliced.container.querySelectorAll('*').length).toBeGreaterThan(begin);
      const whole = render(<Markdown text={text} open={false} />);
      drawAll();
      const page = (node: Node) => pageOf(node).replaceAll(/ (data-sealed|style)="[^"]*"/g, '');
      expect(page(sliced.container)).toBe(page(whole.container));
    },
  );

  test('[M66] has its begin at once', () => {
    const { container } = render(<Markdown text={blocks.repeat(150)} open={false} />);
    expect(container.querySelector('p')).toHaveTextContent('A paragraph with a link.');
    expect(frames.length).toBeGreaterThan(0);
  });

  test('[M13] [M66] is closed in slices, and no address in it can be followed before', () => {
    const text = 'see [this](https://a.example/b) and that, '.repeat(2400);
    const view = render(<Markdown text={text} open />);
    drawAll();
    expect(view.container.querySelectorAll('a').length).toBeGreaterThan(1000);
    expect(view.container.querySelector('a[href]')).toBeNull();
    view.rerender(<Markdown text={text} open={false} />);
    const some = view.container.querySelectorAll('a[href]').length;
    expect(some).toBeLessThan(view.container.querySelectorAll('a').length);
    drawAll();
    expect(view.container.querySelector('a:not([href])')).toBeNull();
  });

  test('[M66] does not come back when its page has gone', () => {
    const view = render(<Markdown text={texts['blocks'] ?? ''} open={false} />);
    view.unmount();
    while (drawSlice());
    expect(slices.isDone()).toBe(true);
  });
});

describe('a run of a text', () => {
  test.each([
    ['stars', 'a*b*'],
    ['code', '`a`,'],
    ['links', '[a](//b)'],
    ['hard breaks', 'a\\\n'],
  ])('[M67] has 400 elements at most, and loses no word: %s', (_, piece) => {
    const { container } = render(<Markdown text={piece.repeat(1500)} open={false} />);
    drawAll();
    const most = 400 * Math.ceil((piece.length * 1500) / 1000 + 1);
    expect(container.querySelectorAll('p :not(.md-part)').length).toBeLessThanOrEqual(most);
    expect(container.textContent?.replaceAll(/[^a]/g, '')).toHaveLength(1500);
  });
});
