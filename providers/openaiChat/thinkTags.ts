/** Text that belongs to one kind of part. */
export interface TaggedText {
  readonly kind: 'text' | 'reasoning';
  readonly text: string;
}

/** Tells thoughts that a model writes into its answer as `<think>…</think>` from the answer. */
export interface ThinkTags {
  /** What is certain once more of the content has come. */
  push(text: string): readonly TaggedText[];
  /** What was held back. From here on content is text, tags or not. */
  release(): readonly TaggedText[];
}

const OPEN = '<think>';
const CLOSE = '</think>';

/** How much blank space may stand before the tag, in UTF-16 units: it is held back until it is clear what follows. */
const MAX_BLANK_UNITS = 8;

/**
 * A splitter for one reply. It looks for the opening tag at the very start only, so an answer may talk about tags, and
 * for one closing tag; both may be cut anywhere. Line breaks that follow a tag belong to the tag.
 *
 * @see docs/spec.md V6
 */
export function createThinkTags(): ThinkTags {
  return new StartOfReplyTags();
}

class StartOfReplyTags implements ThinkTags {
  #place: 'start' | 'inside' | 'outside' = 'start';
  #held = '';
  #afterTag = false;

  push(text: string): readonly TaggedText[] {
    const seen = this.#held + text;
    this.#held = '';
    switch (this.#place) {
      case 'start':
        return this.#begin(seen);
      case 'inside':
        return this.#think(seen);
      case 'outside':
        return this.#take('text', seen);
    }
  }

  release(): readonly TaggedText[] {
    const kind = this.#place === 'inside' ? 'reasoning' : 'text';
    this.#place = 'outside';
    const held = this.#held;
    this.#held = '';
    return this.#take(kind, held);
  }

  #begin(seen: string): readonly TaggedText[] {
    const start = seen.trimStart();
    const mayStart = seen.length - start.length <= MAX_BLANK_UNITS;
    if (mayStart && start.startsWith(OPEN)) {
      this.#place = 'inside';
      this.#afterTag = true;
      return this.#think(start.slice(OPEN.length));
    }
    if (mayStart && OPEN.startsWith(start)) {
      this.#held = seen;
      return [];
    }
    this.#place = 'outside';
    return this.#take('text', seen);
  }

  #think(seen: string): readonly TaggedText[] {
    const end = seen.indexOf(CLOSE);
    if (end === -1) {
      const certain = seen.length - overlapLength(seen, CLOSE);
      this.#held = seen.slice(certain);
      return this.#take('reasoning', seen.slice(0, certain));
    }
    const thought = this.#take('reasoning', seen.slice(0, end));
    this.#place = 'outside';
    this.#afterTag = true;
    return [...thought, ...this.#take('text', seen.slice(end + CLOSE.length))];
  }

  #take(kind: TaggedText['kind'], text: string): readonly TaggedText[] {
    const kept = this.#afterTag ? text.replace(/^[\r\n]+/, '') : text;
    if (kept === '') return [];
    this.#afterTag = false;
    return [{ kind, text: kept }];
  }
}

/** How many units at the end of `text` could be the beginning of `tag`. */
function overlapLength(text: string, tag: string): number {
  let length = Math.min(text.length, tag.length - 1);
  while (!text.endsWith(tag.slice(0, length))) length -= 1;
  return length;
}
