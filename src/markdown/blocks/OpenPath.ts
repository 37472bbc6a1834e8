import { headingDepth } from '../headingDepth.ts';
import type { BlockNode, Definitions, Footnote, ListItem } from '../markdownTree.ts';
import {
  copyContainer,
  copyLeaf,
  withoutMark,
  type OpenContainer,
  type OpenLeaf,
  type OpenMath,
} from './openBlocks.ts';
import { drawnAligns } from './tableRows.ts';
import { takeDefinitions } from './takeDefinitions.ts';

/**
 * The blocks that are open after some lines, from the document down to the leaf that takes text, and what is closed in them. What is
 * closed never changes again.
 */
export class OpenPath {
  /** From the document to the innermost. */
  readonly containers: OpenContainer[] = [{ kind: 'document', children: [], afterBlank: false }];
  /** Stands in the innermost container. */
  leaf: OpenLeaf | undefined;
  readonly #definitions = new Map<string, string>();
  #knownDefinitions: Definitions = new Map();
  readonly #footnotes: Footnote[] = [];
  readonly #outline: number[] = [];
  /** Set on what is closed too early in order to be drawn. */
  #mark: { readonly open?: true } = {};

  /** A copy that goes its own way. What it closes is marked as open, since more of it may still come to this one. */
  fork(): OpenPath {
    const path = new OpenPath();
    path.containers.splice(0, 1, ...this.containers.map(copyContainer));
    path.leaf = copyLeaf(this.leaf);
    path.#footnotes.push(...this.#footnotes);
    path.#outline.push(...this.#outline);
    path.#mark = { open: true };
    return path;
  }

  /** Whether what is closed is only closed in order to be drawn. */
  get isFork(): boolean {
    return this.#mark.open === true;
  }

  /** Those of text that is final: none in a fork. Another object when there are more. */
  get definitions(): Definitions {
    if (this.#knownDefinitions.size < this.#definitions.size) this.#knownDefinitions = new Map(this.#definitions);
    return this.#knownDefinitions;
  }

  /** The blocks and footnotes that are closed. */
  get closed(): { readonly blocks: readonly BlockNode[]; readonly footnotes: readonly Footnote[] } {
    const [document] = this.containers;
    return { blocks: document?.kind === 'document' ? document.children : [], footnotes: this.#footnotes };
  }

  /** Adds a heading where a paragraph would stand. */
  addHeading(level: number, content: string): void {
    this.#add({ kind: 'heading', level, depth: headingDepth(this.#outline, level), content, ...this.#mark });
  }

  /** Adds a thematic break. */
  addRule(): void {
    this.#add({ kind: 'rule', ...this.#mark });
  }

  /** Closes what a block ends that begins in the container at this depth. */
  begin(depth: number): void {
    // Only items are in a list: any other block ends it.
    this.closeTo(this.containers[depth - 1]?.kind === 'list' ? depth - 1 : depth);
    const container = this.containers.at(-1);
    const list = this.containers.at(-2);
    if (container?.kind !== 'item' || list?.kind !== 'list') return;
    if (container.afterBlank && container.children.length > 0) list.loose = true;
  }

  /** The line was blank in the containers from this depth on. */
  noteBlank(above: number): void {
    for (const container of this.containers.slice(above)) container.afterBlank = true;
  }

  /** The line had text in it. */
  noteText(): void {
    for (const container of this.containers) container.afterBlank = false;
  }

  /** Closes the leaf and the containers beyond this depth. */
  closeTo(depth: number): void {
    this.closeLeaf();
    while (this.containers.length > depth) this.#closeContainer();
  }

  /** Closes the leaf. */
  closeLeaf(): void {
    const leaf = this.leaf;
    this.leaf = undefined;
    if (leaf === undefined) return;
    if (leaf.kind === 'math' && leaf.paragraph !== undefined) this.#addLeaf(leaf.paragraph);
    this.#addLeaf(leaf);
  }

  #addLeaf(leaf: OpenLeaf): void {
    const node = this.#leafNode(leaf);
    if (node !== undefined) this.#add(node);
  }

  #leafNode(leaf: OpenLeaf): BlockNode | undefined {
    switch (leaf.kind) {
      case 'paragraph': {
        const content = this.withoutDefinitions(leaf.content).trim();
        return content === '' ? undefined : { kind: 'paragraph', content, ...this.#mark };
      }
      case 'fence':
        return { kind: 'code', language: leaf.language, text: leaf.text ?? '', ...this.#mark };
      case 'indented':
        return { kind: 'code', language: '', text: leaf.text, ...this.#mark };
      case 'math':
        return { kind: 'math', source: mathSource(leaf), ...this.#mark };
      case 'table': {
        const { head, rows } = leaf;
        const finalRows = this.isFork ? leaf.finalRows : rows.length;
        return { kind: 'table', aligns: drawnAligns(leaf.aligns, rows[0]), head, rows, finalRows, ...this.#mark };
      }
    }
  }

  #closeContainer(): void {
    const container = this.containers.pop();
    switch (container?.kind) {
      case 'quote': {
        const { alert, children } = container;
        return this.#add({ kind: 'quote', ...(alert === undefined ? {} : { alert }), children, ...this.#mark });
      }
      case 'footnote':
        this.#footnotes.push({ label: container.label, children: container.children, ...this.#mark });
        return;
      case 'list': {
        const { start, loose, items } = container;
        return this.#add({ kind: 'list', loose, items, ...(start === undefined ? {} : { start }), ...this.#mark });
      }
      case 'item': {
        const { task, children } = container;
        return this.#addItem({ ...(task === undefined ? {} : { task }), children, ...this.#mark });
      }
      case 'document':
      case undefined:
        return;
    }
  }

  #add(node: BlockNode): void {
    const container = this.containers.at(-1);
    if (container === undefined || container.kind === 'list') return;
    const block = withoutMark(container, node);
    if (block !== undefined) container.children.push(block);
  }

  #addItem(item: ListItem): void {
    const list = this.containers.at(-1);
    if (list?.kind === 'list') list.items.push(item);
  }

  /** A paragraph's text without the definitions at its beginning, which are noted. */
  withoutDefinitions(content: string): string {
    if (!content.startsWith('[')) return content;
    return takeDefinitions(content, (label, address) => {
      if (!this.isFork && !this.#definitions.has(label)) this.#definitions.set(label, address);
    });
  }
}

function mathSource({ closing, source }: OpenMath): string {
  const end = source.lastIndexOf(closing);
  return source.slice(2, end >= 2 ? end : undefined).trim();
}
