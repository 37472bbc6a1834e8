import { linkTarget } from '../linkTarget.ts';
import type { InlineNode } from '../markdownTree.ts';
import { say } from '../../words/say.ts';

/** Text without white space at its ends, and with that of marked words outside of their marks, where Markdown has it. */
export function tidyInline(nodes: readonly InlineNode[]): InlineNode[] {
  const tidy = joined(nodes.flatMap(hoisted));
  return joined(tidy.map((node, at) => trimmed(node, at === 0, at === tidy.length - 1)));
}

/**
 * Text as it is drawn: addresses as the URL parser writes them, and what may not be followed as its words. Two texts with the same
 * drawn nodes look the same.
 */
export function drawnInline(nodes: readonly InlineNode[], inLink = false): InlineNode[] {
  return joined(
    nodes.flatMap((node): InlineNode[] => {
      if (node.kind === 'image') {
        const target = linkTarget(node.address);
        const isLive = !inLink && target !== undefined && target.protocol !== 'mailto:';
        return [
          isLive
            ? { ...node, address: target.href }
            : { kind: 'text', text: node.alt === '' ? say('Image') : node.alt },
        ];
      }
      if (node.kind === 'footnote-mark') return [{ kind: 'footnote-mark', label: node.label }];
      if (!('children' in node)) return [node];
      const children = drawnInline(node.children, inLink || node.kind === 'link');
      if (node.kind !== 'link') return [{ kind: node.kind, children }];
      const target = linkTarget(node.address);
      return target === undefined || inLink ? children : [{ kind: 'link', address: target.href, children }];
    }),
  );
}

function hoisted(node: InlineNode): InlineNode[] {
  if (!('children' in node)) return [node];
  const children = joined(node.children.flatMap(hoisted));
  const before = /^\s*/.exec(edge(children[0]))?.[0] ?? '';
  const only = children.length === 1 ? before.length : 0;
  const after = /\s*$/.exec(edge(children.at(-1)).slice(only))?.[0] ?? '';
  const inner = joined(children.map((child, at) => trimmed(child, at === 0, at === children.length - 1)));
  const whole: InlineNode[] = inner.length === 0 ? [] : [{ ...node, children: inner }];
  return [{ kind: 'text', text: before }, ...whole, { kind: 'text', text: after }];
}

function edge(node: InlineNode | undefined): string {
  return node?.kind === 'text' ? node.text : '';
}

function trimmed(node: InlineNode, isFirst: boolean, isLast: boolean): InlineNode {
  if (node.kind !== 'text') return node;
  const text = isFirst ? node.text.trimStart() : node.text;
  return { kind: 'text', text: isLast ? text.trimEnd() : text };
}

/** Neighbouring texts as one, and no empty ones. */
function joined(nodes: readonly InlineNode[]): InlineNode[] {
  const all: InlineNode[] = [];
  for (const node of nodes) {
    const last = all.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') {
      all[all.length - 1] = { kind: 'text', text: last.text + node.text };
    } else if (node.kind !== 'text' || node.text !== '') {
      all.push(node);
    }
  }
  return all;
}
