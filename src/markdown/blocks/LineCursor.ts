const TAB_STOP = 4;

/**
 * A place in a line of Markdown that moves on as the marks at its beginning are consumed. Tabs reach to the next multiple of four
 * columns, and one may be consumed in part.
 * @see https://spec.commonmark.org/0.31.2/#tabs
 */
export class LineCursor {
  readonly #line: string;
  #offset = 0;
  #column = 0;
  /** How many columns of the tab at the offset were consumed. */
  #consumedOfTab = 0;
  #textOffset = 0;
  #textColumn = 0;

  constructor(line: string) {
    this.#line = line;
    this.#findText();
  }

  /** How many columns of blanks lie between here and the text. */
  get indent(): number {
    return this.#textColumn - this.#column;
  }

  /** Whether only blanks follow. */
  get isBlank(): boolean {
    return this.#textOffset === this.#line.length;
  }

  /** What follows the blanks. */
  get text(): string {
    return this.#line.slice(this.#textOffset);
  }

  /** What follows, blanks included; a tab that was consumed in part is spaces. */
  get rest(): string {
    if (this.#consumedOfTab === 0) return this.#line.slice(this.#offset);
    return ' '.repeat(TAB_STOP - (this.#column % TAB_STOP)) + this.#line.slice(this.#offset + 1);
  }

  /** Consumes the blanks. */
  skipBlanks(): void {
    this.#offset = this.#textOffset;
    this.#column = this.#textColumn;
    this.#consumedOfTab = 0;
  }

  /** Consumes characters that are no blanks. */
  skipMarks(count: number): void {
    this.skipBlanks();
    this.#offset += count;
    this.#column += count;
    this.#findText();
  }

  /** Consumes up to that many columns of blanks. */
  skipColumns(count: number): void {
    let left = Math.min(count, this.indent);
    while (left > 0) {
      const width = this.#line[this.#offset] === '\t' ? TAB_STOP - (this.#column % TAB_STOP) : 1;
      const taken = Math.min(width, left);
      this.#column += taken;
      left -= taken;
      if (taken === width) {
        this.#offset += 1;
        this.#consumedOfTab = 0;
      } else {
        this.#consumedOfTab += taken;
      }
    }
  }

  #findText(): void {
    this.#textOffset = this.#offset;
    this.#textColumn = this.#column;
    for (; this.#textOffset < this.#line.length; this.#textOffset += 1) {
      const character = this.#line[this.#textOffset];
      if (character === ' ') this.#textColumn += 1;
      else if (character === '\t') this.#textColumn += TAB_STOP - (this.#textColumn % TAB_STOP);
      else return;
    }
  }
}
