import { createReplyReader } from '../blocks/createReplyReader.ts';
import { inlineNodes } from '../inlineNodes.ts';
import { inlineTokens } from '../inlineTokens.ts';
import { NO_LABELS } from '../Labels.ts';
import { linkTarget } from '../linkTarget.ts';
import type { InlineNode, LinkNode } from '../markdownTree.ts';
import { drawnInline, tidyInline } from './tidyInline.ts';

/** Ways to write the same text, the most readable one first. */
interface Style {
  /** Emphasis beside or inside of strong emphasis may need the other mark. */
  readonly emphasis: '*' | '_';
  /** `few`: only what is HTML elsewhere. `all`: whatever may be a mark. */
  readonly escapes: 'few' | 'all';
}

const styles: readonly Style[] = [
  { emphasis: '*', escapes: 'few' },
  { emphasis: '_', escapes: 'few' },
  { emphasis: '*', escapes: 'all' },
  { emphasis: '_', escapes: 'all' },
];

/** Where text stands: the lines of a paragraph or heading may look like other blocks. */
type Place = 'paragraph' | 'heading' | 'cell';

/** Longer text is read back once, so that a copy of text full of marks costs about as much as drawing it. In UTF-16 units. */
const LONG = 4000;

/**
 * Text as Markdown: written in the most readable way that is read as the same text again, which is found by reading it.
 * @see docs/spec.md M63
 */
export function inlineMarkdown(content: readonly InlineNode[], place: Place): string {
  const nodes = tidyInline(content);
  const wanted = JSON.stringify(drawnInline(nodes));
  for (const written of waysToWrite(nodes, place)) {
    if (JSON.stringify(drawnInline(readBack(written))) === wanted && isAlone(written, place)) return written;
    if (wanted.length > LONG) break;
  }
  return withoutBlockMarks(write(nodes, { emphasis: '*', escapes: 'all' }));
}

function* waysToWrite(nodes: readonly InlineNode[], place: Place): Generator<string> {
  for (const style of styles) {
    const written = write(nodes, style);
    yield written;
    if (place !== 'cell') yield withoutBlockMarks(written);
  }
}

function readBack(markdown: string): InlineNode[] {
  return inlineNodes(inlineTokens(markdown, NO_LABELS).tokens, NO_LABELS);
}

/** Whether the text is one block of its kind. */
function isAlone(markdown: string, place: Place): boolean {
  if (place === 'cell') return true;
  const text = place === 'paragraph' ? markdown : headingLine(1, markdown);
  const { blocks, footnotes, definitions } = createReplyReader()(text, false);
  const [block] = blocks;
  if (blocks.length !== 1 || footnotes.length + definitions.size > 0 || block?.kind !== place) return false;
  return block.content === markdown && (place === 'heading' || !taskOrAlert.test(markdown));
}

/** What a paragraph may begin with only in an item or in a quote. */
const taskOrAlert = /^\[(?:[ xX]|!\w+)\]/;

/** A heading. One of several lines is underlined: only levels 1 and 2 can be. */
export function headingLine(level: number, content: string): string {
  if (content.includes('\n')) return `${content}\n${level === 1 ? '===' : '---'}`;
  return `${'#'.repeat(level)} ${content}`.trimEnd();
}

function write(nodes: readonly InlineNode[], style: Style): string {
  return nodes.map((node) => writeNode(node, style)).join('');
}

function writeNode(node: InlineNode, style: Style): string {
  switch (node.kind) {
    case 'text':
      return escaped(node.text, style);
    case 'strong':
      return `**${write(node.children, style)}**`;
    case 'emphasis':
      return style.emphasis + write(node.children, style) + style.emphasis;
    case 'strike':
      return `~~${write(node.children, style)}~~`;
    case 'code':
      return codeSpan(node.text);
    case 'math':
      return formula(node.source, style);
    case 'break':
      return '\\\n';
    case 'footnote-mark':
      return `[^${node.label}]`;
    case 'image':
      return `![${escaped(node.alt, style)}](${destination(node.address)})`;
    case 'link':
      return writeLink(node, style);
  }
}

function formula(source: string, { escapes }: Style): string {
  if (escapes === 'few') return `$${source}$`;
  return source.includes(String.raw`\)`) ? `$$${source}$$` : String.raw`\(${source}\)`;
}

function writeLink({ address, children }: LinkNode, style: Style): string {
  const [only] = children;
  const isOwnName = only?.kind === 'text' && children.length === 1 && linkTarget(only.text)?.href === address;
  if (isOwnName && !/[\s<>]/.test(only.text)) return `<${only.text}>`;
  return `[${write(children, style)}](${destination(address)})`;
}

function destination(address: string): string {
  const literal = address.replaceAll(/\\|&(?=#?\w+;)/g, String.raw`\$&`);
  return address === '' || /[\s()]/.test(address) ? `<${literal}>` : literal;
}

/** Code in a line: its fence is longer than any run of backticks in it. */
function codeSpan(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  const needsSpace = /^`|`$|^ .*\S.* $/.test(text);
  return needsSpace ? `${fence} ${text} ${fence}` : fence + text + fence;
}

/** How many backticks stand in a row at most. */
export function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function escaped(text: string, { escapes }: Style): string {
  if (escapes === 'few') return text.replaceAll(/<(?=[a-z/!?])|&(?=#?\w+;)/gi, String.raw`\$&`);
  // Not `[`: a backslash before it begins math here.
  return text.replaceAll(/[\\`*_~$<>&\]|]|:(?=\/\/)|[!#]$/g, String.raw`\$&`).replaceAll('\u00A0', '&nbsp;');
}

/** Takes from the beginnings of lines what they would be as blocks. */
function withoutBlockMarks(text: string): string {
  return text
    .replaceAll(/^\[[^\]\n]*\](?=:)/gm, '$&\\')
    .replace(taskOrAlert, (mark) => `${mark.slice(0, -1)}\\]`)
    .replaceAll(/^(\d+)(?=[.)])/gm, '$1\\')
    .replaceAll(/^(?=[-+>=|:]|#{1,6}(?:\s|$)|\*(?:\s|$|\*\s*\*)|`{3}|~{3})/gm, '\\');
}
