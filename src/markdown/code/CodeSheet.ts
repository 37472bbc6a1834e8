import { textPieces } from '../hiddenCharacters.ts';

/** How many lines share one box: enough to keep boxes few, few enough that a new line costs the layout of a few others only. */
export const boxLines = 48;

/** So many hidden characters of a block are drawn as marks, and each of the rest as U+FFFD: a line of thousands of marks takes seconds to lay out. */
export const mostMarks = 500;

/** A box of lines. What is coloured comes first; from `plain` on, text stands as it arrived. */
export interface CodeBox {
  readonly element: HTMLElement;
  /** The first node that is not coloured. */
  plain: ChildNode;
  /** Where text is added: the last node. */
  end: Text;
}

/**
 * The text of a code block in the page, drawn without React so that what is there stays the same nodes.
 * @see docs/spec.md M15
 */
export class CodeSheet {
  readonly boxes: CodeBox[] = [];
  /** What is shown. */
  text = '';
  growing = true;
  /** Called after each change; for whoever colours the text. */
  onChange: (() => void) | undefined;
  readonly #host: HTMLElement;
  #lines = 0;
  #marks = 0;

  /** @param host an empty element that nothing else draws into */
  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** Shows more. Returns false, and does nothing, if `text` does not begin with what is shown or if that was all. */
  extend(text: string, growing: boolean): boolean {
    if (!this.growing || !text.startsWith(this.text)) return text === this.text && !growing;
    const shown = growing ? withoutOpenEnd(text, this.text.length) : text;
    const added = shown.slice(this.text.length);
    this.text = shown;
    this.growing = growing;
    if (added !== '' || this.boxes.length === 0) added.split(/(?<=\n)/).forEach((line) => this.#draw(line));
    this.boxes.at(-1)?.element.classList.toggle('md-growing', growing);
    this.onChange?.();
    return true;
  }

  /** Draws more of the last line, up to its break at most. */
  #draw(added: string): void {
    let box = this.boxes.at(-1);
    if (box === undefined || this.#lines === this.boxes.length * boxLines) box = this.#addBox();
    let plain = '';
    for (const piece of textPieces(added, 'code')) {
      if (piece.kind === 'plain' || this.#marks === mostMarks) {
        plain += piece.kind === 'plain' ? piece.text : '\uFFFD';
        continue;
      }
      box.end.appendData(plain);
      plain = '';
      const rest = new Text();
      box.end.after(hiddenMark(piece), rest);
      box.end = rest;
      this.#marks += 1;
    }
    box.end.appendData(plain);
    if (added.endsWith('\n')) this.#lines += 1;
  }

  #addBox(): CodeBox {
    this.boxes.at(-1)?.element.classList.remove('md-growing');
    const end = new Text();
    const box = { element: createElement('span', 'md-code-lines'), plain: end, end };
    box.element.append(end);
    this.#host.append(box.element);
    this.boxes.push(box);
    return box;
  }
}

/**
 * Text without what may be the begin of a longer sequence at its end: halves of pairs, flags, variation selectors. Whether those hide
 * something shows when they are whole, so they are drawn with what follows them.
 * @param from where the text begins that is not drawn
 */
function withoutOpenEnd(text: string, from: number): string {
  let end = text.length;
  while (end > from && /[\p{Cs}\p{VS}]/u.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The mark in place of a character that a reader could not see. */
export function hiddenMark(hidden: { readonly text: string; readonly name: string }): HTMLElement {
  const mark = createElement('bdi', 'md-mark');
  mark.dataset['mark'] = hidden.name;
  mark.textContent = hidden.text;
  return mark;
}

function createElement(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}
