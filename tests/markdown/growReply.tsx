import { act, render } from '@testing-library/react';
import { Markdown } from '../../src/markdown/Markdown.tsx';
import { slices } from '../../src/markdown/slices/slices.ts';

/** Draws a reply whose text grows. */
export function startReply(text = '') {
  const view = render(<Markdown text={text} open />);
  drawAll();
  return {
    page: view.container,
    grow: (longer: string) => {
      view.rerender(<Markdown text={longer} open />);
      drawAll();
    },
    end: (whole: string) => {
      view.rerender(<Markdown text={whole} open={false} />);
      drawAll();
    },
    leave: view.unmount,
  };
}

/** Draws what waits for a later slice. */
export function drawAll(): void {
  act(slices.finish);
}

/** The page of a text that came as a whole. */
export function drawnWhole(text: string): string {
  const view = render(<Markdown text={text} open={false} />);
  drawAll();
  const page = pageOf(view.container);
  view.unmount();
  return page;
}

/** The page of a text that was cut at these places on its way. */
export function drawnStreamed(text: string, cuts: readonly number[]): string {
  const reply = startReply();
  for (const cut of cuts.toSorted((a, b) => a - b)) reply.grow(text.slice(0, cut));
  reply.end(text);
  const page = pageOf(reply.page);
  reply.leave();
  return page;
}

/** What is on a page, whatever the order of attributes, however text is parted into nodes, and what is left out of the layout by now. */
export function pageOf(node: Node): string {
  if (!(node instanceof Element)) return (node.textContent ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const attributes = node
    .getAttributeNames()
    .filter((name) => name !== 'data-sealed')
    .toSorted()
    .map((name) => ` ${name}="${withoutHeight(node.getAttribute(name) ?? '')}"`)
    .filter((attribute) => attribute !== ' style=""');
  return `<${node.localName}${attributes.join('')}>${[...node.childNodes].map(pageOf).join('')}</${node.localName}>`;
}

function withoutHeight(attribute: string): string {
  return attribute.replace(/contain-intrinsic-block-size: auto \d+px;/, '').trim();
}
