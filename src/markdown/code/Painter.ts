import { textPieces } from '../hiddenCharacters.ts';
import type { CodeBox } from './CodeSheet.ts';
import { hiddenMark, mostMarks } from './CodeSheet.ts';
import { keepSelection } from './keepSelection.ts';
import { tokenKinds } from './tokenKinds.ts';

/** A stretch of text of one kind: 0 for plain, else 1 + its place in `tokenKinds`. */
export interface Run {
  readonly text: string;
  readonly kind: number;
}

/** What is drawn of a run: text, or the mark of one hidden character. */
interface DrawnRun {
  readonly content: string | HTMLElement;
  readonly kind: number;
}

/** Colours the lines of one block, from its first to its last. */
export class Painter {
  #marks = 0;

  /**
   * Colours the first lines of a box that are still plain. What was coloured before stays the same nodes; plain text is taken away
   * from the front of what stands there.
   * @param lines the runs of each line, which together are its text, line break included.
   */
  paint(box: CodeBox, lines: readonly (readonly Run[])[]): void {
    const runs = lines.flatMap((line) => this.#drawn(line));
    keepSelection(box.element, () => {
      box.plain.before(coloured(runs));
      removePlain(box, runs);
    });
  }

  /** The runs of a line, with marks for its hidden characters. Those are looked for in the whole line, since runs may cut them. */
  #drawn(runs: readonly Run[]): readonly DrawnRun[] {
    const line = runs.map(({ text }) => text).join('');
    const pieces = textPieces(line, 'code');
    if (pieces.every((piece) => piece.kind === 'plain')) return runs.map(({ text, kind }) => ({ content: text, kind }));
    const kinds = runs.flatMap(({ text, kind }) => Array.from({ length: text.length }, () => kind));
    const drawn: DrawnRun[] = [];
    let at = 0;
    for (const piece of pieces) {
      if (piece.kind === 'hidden') {
        drawn.push({ content: this.#mark(piece), kind: kinds[at] ?? 0 });
        // A mark stands for one code point.
        at += (line.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
        continue;
      }
      const end = at + piece.text.length;
      while (at < end) {
        const kind = kinds[at] ?? 0;
        let to = at + 1;
        while (to < end && kinds[to] === kind) to += 1;
        drawn.push({ content: line.slice(at, to), kind });
        at = to;
      }
    }
    return drawn;
  }

  /** As the sheet has drawn it: it counts in the same order. */
  #mark(hidden: { readonly text: string; readonly name: string }): string | HTMLElement {
    this.#marks += 1;
    return this.#marks > mostMarks ? '\uFFFD' : hiddenMark(hidden);
  }
}

/** Runs as nodes; neighbouring plain text is one. */
function coloured(runs: readonly DrawnRun[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let plain = '';
  const flush = () => {
    if (plain !== '') fragment.append(plain);
    plain = '';
  };
  for (const { content, kind } of runs) {
    if (kind === 0 && typeof content === 'string') {
      plain += content;
      continue;
    }
    flush();
    fragment.append(kind === 0 ? content : span(kind, content));
  }
  flush();
  return fragment;
}

function span(kind: number, content: string | HTMLElement): HTMLElement {
  const element = document.createElement('span');
  element.className = `md-tok-${tokenKinds[kind - 1] ?? ''}`;
  element.append(content);
  return element;
}

/** Takes away from the front of what is plain what now stands before it in colour. */
function removePlain(box: CodeBox, runs: readonly DrawnRun[]): void {
  let units = 0;
  for (const { content } of runs) {
    if (typeof content === 'string') {
      units += content.length;
    } else {
      removeText(box, units);
      removeFirst(box);
      units = 0;
    }
  }
  removeText(box, units);
}

function removeText(box: CodeBox, length: number): void {
  let units = length;
  while (box.plain instanceof Text) {
    const taken = Math.min(box.plain.length, units);
    box.plain.deleteData(0, taken);
    units -= taken;
    // Text is still added to the last node.
    if (box.plain.length > 0 || box.plain === box.end) return;
    removeFirst(box);
  }
}

function removeFirst(box: CodeBox): void {
  const first = box.plain;
  const next = first.nextSibling;
  if (next === null) return;
  first.remove();
  box.plain = next;
}
