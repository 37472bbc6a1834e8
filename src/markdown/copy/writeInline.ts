import { linkTarget } from '../linkTarget.ts';
import type { InlineNode, LinkNode } from '../markdownTree.ts';

/** A way to write text. */
export interface Style {
  /** `few`: only what is HTML elsewhere. `all`: whatever may be a mark. */
  readonly escapes: 'few' | 'all';
  /** Emphasis beside or inside of strong emphasis may need the other mark. */
  readonly emphasis: '*' | '_';
  /** How an address stands that is its own name: beside other letters or marks it may need brackets, or have to do without. */
  readonly address: 'bare' | 'bracketed';
}

/** Text as Markdown in one way. Whether it is read as the same text again depends on what stands side by side in it. */
export function writeInline(nodes: readonly InlineNode[], style: Style): string {
  return nodes.map((node) => writeNode(node, style)).join('');
}

function writeNode(node: InlineNode, style: Style): string {
  switch (node.kind) {
    case 'text':
      return escaped(node.text, style);
    case 'strong':
      return `**${writeInline(node.children, style)}**`;
    case 'emphasis':
      return style.emphasis + writeInline(node.children, style) + style.emphasis;
    case 'strike':
      return `~~${writeInline(node.children, style)}~~`;
    case 'code':
      return codeSpan(node.text);
    case 'math':
      return formula(node.source, style);
    case 'break':
      return '\\\n';
    case 'footnote-mark':
      return `[^${node.label}]`;
    case 'image':
      return `![${label([{ kind: 'text', text: node.alt }], style)}](${destination(node.address)})`;
    case 'link':
      return link(node, style);
  }
}

function formula(source: string, { escapes }: Style): string {
  if (escapes === 'few') return `$${source}$`;
  return source.includes(String.raw`\)`) ? `$$${source}$$` : String.raw`\(${source}\)`;
}

function link({ address, children }: LinkNode, style: Style): string {
  const [only] = children;
  const isOwnName = only?.kind === 'text' && children.length === 1 && linkTarget(only.text)?.href === address;
  if (!isOwnName || /[\s<>]/.test(only.text)) return `[${label(children, style)}](${destination(address)})`;
  return style.address === 'bare' ? only.text : `<${only.text}>`;
}

/** What stands in brackets. Others in it must be pairs; a backslash before the first would begin math. */
function label(nodes: readonly InlineNode[], style: Style): string {
  const isText = style.escapes === 'all' && nodes.every(({ kind }) => kind === 'text');
  const written = writeInline(nodes, style);
  return isText ? written.replaceAll('[', '&#91;') : written;
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
