import { textPieces } from '../hiddenCharacters.ts';
import type { CodeBox } from './CodeSheet.ts';
import { hiddenMark } from './CodeSheet.ts';
import { keepSelection } from './keepSelection.ts';
import { tokenKinds } from './tokenKinds.ts';

/** A stretch of text of one kind: 0 for plain, else 1 + its place in `tokenKinds`. */
export interface Run {
  readonly text: string;
  readonly kind: number;
}

/**
 * Colours the first lines of a box that are still plain. What was coloured before stays the same nodes; plain text is taken away
 * from the front of what stands there.
 * @param lines the runs of each line, which together are its text, line break included.
 */
export function paintLines(box: CodeBox, lines: readonly (readonly Run[])[]): void {
  const painted = document.createDocumentFragment();
  let plain = '';
  const flush = () => {
    if (plain !== '') painted.append(plain);
    plain = '';
  };
  for (const run of lines.flatMap(withMarks)) {
    if (typeof run.content === 'string' && run.kind === 0) {
      plain += run.content;
      continue;
    }
    flush();
    painted.append(run.kind === 0 ? run.content : colouredSpan(run.kind, run.content));
  }
  flush();
  const source = lines.flatMap((runs) => runs.map(({ text }) => text)).join('');
  keepSelection(box.element, () => {
    box.plain.before(painted);
    removePlain(box, source);
  });
}

interface DrawnRun {
  readonly content: string | Node;
  readonly kind: number;
}

/** The runs of a line, with marks for its hidden characters. Those are looked for in the whole line, since runs may cut them. */
function withMarks(runs: readonly Run[]): DrawnRun[] {
  const line = runs.map(({ text }) => text).join('');
  const pieces = textPieces(line, 'code');
  if (pieces.every((piece) => piece.kind === 'plain')) return runs.map(({ text, kind }) => ({ content: text, kind }));
  const kinds = runs.flatMap(({ text, kind }) => Array.from({ length: text.length }, () => kind));
  const drawn: DrawnRun[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (piece.kind === 'hidden') {
      drawn.push({ content: hiddenMark(piece), kind: kinds[at] ?? 0 });
      at += hiddenLength(line, at);
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

function colouredSpan(kind: number, content: string | Node): HTMLElement {
  const span = document.createElement('span');
  span.className = `md-tok-${tokenKinds[kind - 1] ?? ''}`;
  span.append(content);
  return span;
}

/** Takes away plain nodes whose text, hidden characters included, is `source`. */
function removePlain(box: CodeBox, source: string): void {
  let at = 0;
  while (at < source.length) {
    const { plain } = box;
    if (!(plain instanceof Text)) {
      at += hiddenLength(source, at);
    } else {
      const length = Math.min(plain.length, source.length - at);
      plain.deleteData(0, length);
      at += length;
      // Text is still added to the last node.
      if (plain === box.end) return;
      if (plain.length > 0) continue;
    }
    const next = plain.nextSibling;
    if (next === null) return;
    plain.remove();
    box.plain = next;
  }
}

/** A mark stands for one code point. */
function hiddenLength(source: string, at: number): number {
  return (source.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
