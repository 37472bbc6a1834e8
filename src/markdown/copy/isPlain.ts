import { linkTarget } from '../linkTarget.ts';
import type { InlineNode } from '../markdownTree.ts';

/** Letters, digits and marks that mean nothing in Markdown behind a letter of the same line. */
const plain = String.raw`(?:[\p{L}\p{N} ,.;'"?!%/()+=–—…‘’“”-]|:(?!//))*`;
const plainLines = new RegExp(`^${plain}(?:\\n\\p{L}${plain})*$`, 'u');
const plainWord = new RegExp(String.raw`^[\p{L}\p{N}](?:${plain}[\p{L}\p{N}])?$`, 'u');
/** What stands around marks that are read as marks whatever comes beyond. */
const apartBefore = /(?:^|[ \n(])$/;
const apartAfter = /^(?:$|[ ,.;:?!)\n])/;

/**
 * Whether text, written in the most readable way, is surely read as the same text again: it need not be read to find out.
 * @param nodes without white space at their ends
 */
export function isPlain(nodes: readonly InlineNode[]): boolean {
  const [first] = nodes;
  // A link at the begin may look like the box of a task.
  if (first?.kind === 'link' || (first?.kind === 'text' && !/^\p{L}/u.test(first.text))) return false;
  return nodes.every((node, at) => {
    if (node.kind === 'text') return plainLines.test(node.text) && !/ \n/.test(node.text);
    const before = nodes[at - 1];
    const after = nodes[at + 1];
    return isPlainMark(node) && apartBefore.test(textOf(before)) && apartAfter.test(textOf(after));
  });
}

/** Another mark right beside one is not apart from it. */
function textOf(node: InlineNode | undefined): string {
  if (node === undefined) return '';
  return node.kind === 'text' ? node.text : '*';
}

function isPlainMark(node: InlineNode): boolean {
  switch (node.kind) {
    case 'code':
      return /^[^`\s](?:[^`\n]*[^`\s])?$/.test(node.text) && !node.text.includes('|');
    case 'strong':
    case 'emphasis':
    case 'strike':
      return isPlainWord(node.children);
    case 'link':
      return isPlainWord(node.children) && isPlainAddress(node.address);
    default:
      return false;
  }
}

function isPlainWord(nodes: readonly InlineNode[]): boolean {
  const [only] = nodes;
  return nodes.length === 1 && only?.kind === 'text' && plainWord.test(only.text);
}

function isPlainAddress(address: string): boolean {
  return /^[\w:/.?=#-]+$/.test(address) && linkTarget(address)?.href === address;
}
