import { FormulaRefusal } from './FormulaRefusal.ts';
import { formulaAttributes, formulaProperties, formulaTags } from './formulaTree.ts';
import type { FormulaAttribute, FormulaElement, FormulaNode, FormulaProperty, FormulaTag } from './formulaTree.ts';
import { katexClasses } from './katexClasses.ts';

/** More elements would hold up the page; a matrix of ten by ten has about 2,700. */
export const mostNodes = 5000;

/** Deeper trees may overflow a browser's stack; five continued fractions have about 60 levels. */
export const deepest = 250;

/**
 * KaTeX's own tree as plain data that holds only what is known to be harmless.
 * @param root what `__renderToDomTree` returns; its classes are not described by KaTeX's types, so each node is told by what it has.
 * @throws {FormulaRefusal} when the tree is too large, too deep, or has an unknown element.
 * @see docs/spec.md M41
 */
export function readKatexTree(root: unknown): { readonly tree: readonly FormulaNode[]; readonly nodes: number } {
  let nodes = 0;

  function read(value: unknown, depth: number): FormulaNode[] {
    // Every node is an object of one of KaTeX's classes.
    const node = value as KatexNode;
    nodes += 1;
    if (nodes > mostNodes || depth > deepest) throw new FormulaRefusal('too-large');
    if (node.pathName !== undefined) return [element('path', { d: pathData(node) })];
    if (node.text !== undefined) return node.classes === undefined ? [node.text] : [symbol(node, node.text)];
    if (node.character !== undefined) return [space(node)];
    const children = joinTexts((node.children ?? []).flatMap((child) => read(child, depth + 1)));
    const tag = tagOf(node);
    if (tag === undefined) return children;
    // The source, which the page has anyway.
    if (tag === 'annotation') return [];
    return [element(tag, { ...node.attributes, class: classesOf(node) }, node.style, children)];
  }

  const tree = read(root, 0);
  return { tree, nodes };
}

/** The fields by which KaTeX's kinds of nodes differ. */
interface KatexNode {
  /** Of a MathML element. */
  readonly type?: string;
  /** Of an element. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Of an element, a fragment or a symbol. */
  readonly classes?: readonly string[];
  readonly style?: Readonly<Record<string, string | undefined>>;
  readonly children?: readonly unknown[];
  /** Of a text or a symbol. */
  readonly text?: string;
  /** Of a symbol: how far it leans over its right edge, in em. */
  readonly italic?: number;
  /** Of a MathML space: what stands for it, or `null`. */
  readonly character?: string | null;
  readonly width?: number;
  /** Of an SVG path. */
  readonly pathName?: string;
  toMarkup(): string;
}

/** Undefined for a fragment. */
function tagOf(node: KatexNode): string | undefined {
  if (node.type !== undefined) return node.type;
  if (node.classes !== undefined) return node.attributes === undefined ? undefined : 'span';
  return node.children === undefined ? 'line' : 'svg';
}

/** KaTeX keeps the shapes of its paths to itself, but for their markup. */
function pathData(node: KatexNode): string {
  return / d="([^"]*)"/.exec(node.toMarkup())?.[1] ?? '';
}

function symbol(node: KatexNode, text: string): FormulaNode {
  const lean = node.italic !== undefined && node.italic > 0 ? { marginRight: `${node.italic.toFixed(4)}em` } : {};
  const drawn = element('span', { class: classesOf(node) }, { ...lean, ...node.style }, [text]);
  const isBare = Object.keys(drawn.attributes).length + Object.keys(drawn.style).length === 0;
  return isBare ? text : drawn;
}

function space({ character, width = 0 }: KatexNode): FormulaElement {
  if (typeof character === 'string') return element('mtext', {}, {}, [character]);
  return element('mspace', { width: `${width.toFixed(4)}em` });
}

function classesOf({ classes = [] }: KatexNode): string {
  return classes.filter((name) => katexClasses.has(name)).join(' ');
}

function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  style: Readonly<Record<string, string | undefined>> = {},
  children: readonly FormulaNode[] = [],
): FormulaElement {
  if (!tags.has(tag)) throw new FormulaRefusal('unknown');
  const ownStyle = { ...(tag === 'svg' ? widthOf(attributes['style']) : {}), ...style };
  return {
    // It is one of `formulaTags`.
    tag: tag as FormulaTag,
    attributes: pick(attributes, attributeNames, /^[\w#%.,+\- \n]+$/),
    style: pick(ownStyle, propertyNames, /^(?:[\w#%.\- ]+|calc\(100% - [\d.]+em\))$/),
    children,
  };
}

/** An SVG has its width as a style sheet in an attribute. */
function widthOf(style: string | undefined): Readonly<Record<string, string>> {
  const width = style === undefined ? undefined : /^width:([\d.]+em)$/.exec(style)?.[1];
  return width === undefined ? {} : { width };
}

/** The values whose name and form are known, under the names that React gives them. */
function pick<Name extends string>(
  values: Readonly<Record<string, string | undefined>>,
  names: ReadonlyMap<string, Name>,
  form: RegExp,
): Partial<Record<Name, string>> {
  const picked: Partial<Record<Name, string>> = {};
  for (const [key, value] of Object.entries(values)) {
    const name = names.get(key);
    if (name !== undefined && value !== undefined && form.test(value)) picked[name] = value;
  }
  return picked;
}

/** Else a screen reader would read each letter of a word as a word. */
function joinTexts(nodes: readonly FormulaNode[]): FormulaNode[] {
  const joined: FormulaNode[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (typeof node === 'string' && typeof last === 'string') joined[joined.length - 1] = last + node;
    else joined.push(node);
  }
  return joined;
}

const tags: ReadonlySet<string> = new Set([...formulaTags, 'annotation']);
const propertyNames = new Map<string, FormulaProperty>(formulaProperties.map((name) => [name, name]));
const attributeNames = new Map<string, FormulaAttribute>([
  ...formulaAttributes.map((name) => [name, name] as const),
  ['class', 'className'],
  ['stroke-width', 'strokeWidth'],
]);
