/** Which part of a page is copied: what lies in a range, or all of it. */
export class Selected {
  readonly #range: Range | undefined;

  /** @param range all of the page unless given */
  constructor(range?: Range) {
    this.#range = range;
  }

  /** Whether something of the node is copied, if only a boundary touches it. */
  touches(node: Node): boolean {
    return this.#range === undefined || this.#range.intersectsNode(node);
  }

  /** The same for what is inside of a node: cheaper where all of it is copied. */
  inside(node: Node): Selected {
    return this.isWhole(node) ? everything : this;
  }

  /** Whether all of the node is copied. */
  isWhole(node: Node): boolean {
    const range = this.#range;
    if (range === undefined) return true;
    return range.comparePoint(node, 0) === 0 && range.comparePoint(node, lengthOf(node)) === 0;
  }

  /** What of a text is copied. */
  cut(text: Text): string {
    const range = this.#range;
    if (range === undefined) return text.data;
    if (!range.intersectsNode(text)) return '';
    const start = range.startContainer === text ? range.startOffset : 0;
    const end = range.endContainer === text ? range.endOffset : text.length;
    return text.data.slice(start, end);
  }
}

/** All of a page. */
export const everything = new Selected();

function lengthOf(node: Node): number {
  return node instanceof CharacterData ? node.length : node.childNodes.length;
}
