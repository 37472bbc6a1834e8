import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReplyReader } from '../../src/markdown/blocks/createReplyReader.ts';
import type { ReplyDocument } from '../../src/markdown/markdownTree.ts';
import { startReply } from './growReply.tsx';
import { growing } from './randomTexts.ts';
import { samples } from './samples.ts';

/** Without definitions, which may draw again what is closed. */
const texts = Object.entries(samples)
  .filter(([, text]) => !text.includes(']:'))
  .map(([, text]) => text);

/** The elements of the blocks that are closed, and of the closed items and rows of an open one. */
function closedElements(page: Element, { blocks }: ReplyDocument): Element[] {
  const elements = [...page.querySelectorAll('.md > .md-group > *')];
  return blocks.flatMap((block, at) => {
    const element = elements[at];
    if (element === undefined) throw new Error(`block ${at} has no element`);
    if (block.open !== true) return [element];
    if (block.kind === 'list') {
      const items = [...element.querySelectorAll(':scope > li, :scope > .md-part > li')];
      return items.filter((_, item) => block.items[item]?.open !== true);
    }
    if (block.kind === 'table') return [...element.querySelectorAll('tbody > tr')].slice(0, block.finalRows);
    return [];
  });
}

/** All nodes of what is closed. */
function* nodesOf(element: Element): Generator<Node> {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ALL);
  for (let node: Node | null = walker.currentNode; node !== null; node = walker.nextNode()) yield node;
}

function expectNodesKept(text: string, step: number): number {
  const read = createReplyReader();
  const reply = startReply();
  const seen = new Set<Element>();
  const kept = new Map<Node, string | null>();
  for (const part of growing(text, [step])) {
    reply.grow(part);
    for (const element of closedElements(reply.page, read(part, true))) {
      if (seen.has(element)) continue;
      seen.add(element);
      for (const node of nodesOf(element)) kept.set(node, node.nodeValue);
    }
  }
  reply.end(text);
  const lost = [...kept].filter(([node, value]) => !reply.page.contains(node) || node.nodeValue !== value);
  expect(lost.map(([node]) => node.nodeName)).toEqual([]);
  reply.leave();
  return kept.size;
}

describe('what is closed', () => {
  test('[M10] keeps all of its DOM nodes to the end: blocks, items and rows', () => {
    const two = fc.tuple(fc.constantFrom(...texts), fc.constantFrom(...texts), fc.integer({ min: 5, max: 60 }));
    fc.assert(
      fc.property(two, ([one, other, step]) => {
        expect(expectNodesKept(`${one}\n${other}`, step)).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });

  test('[M10] keeps them through more than one group of blocks, items and rows', () => {
    const items = Array.from({ length: 60 }, (_, at) => `- item **${at}**`).join('\n');
    const rows = Array.from({ length: 60 }, (_, at) => `| ${at} | [x](https://a.example/${at}) |`).join('\n');
    const blocks = Array.from({ length: 60 }, (_, at) => `Paragraph ${at}`).join('\n\n');
    for (const text of [items, `| a | b |\n|---|---|\n${rows}`, blocks]) {
      expect(expectNodesKept(text, 23)).toBeGreaterThan(100);
    }
  });
});
