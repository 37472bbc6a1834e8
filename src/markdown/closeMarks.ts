import { inlineTokens } from './inlineTokens.ts';
import type { Labels } from './Labels.ts';
import { unfinishedPart } from './unfinishedPart.ts';

/**
 * Text that is still arriving, with its half-finished marks closed as if they were finished already: `**bo` reads `**bo**`,
 * `[text](htt` reads `[text]()`. Marks with nothing behind them yet are left out. It is a guess for the end of the text only.
 * @see docs/spec.md M12
 */
export function closeMarks(content: string, labels: Labels): string {
  const part = unfinishedPart(content);
  if (part === undefined) return closeEmphasis(content, labels);
  const before = content.slice(0, part.at);
  switch (part.kind) {
    case 'escape':
      return closeEmphasis(before, labels);
    case 'raw': {
      // Code or math: what is inside has no marks.
      const inside = part.inside.trim() === '' ? '' : part.opening + part.inside + part.closing;
      return closeEmphasis(before, labels, inside);
    }
    case 'address':
      return closeEmphasis(before, labels, part.inside);
    case 'label': {
      const label = closeMarks(part.inside, labels);
      return closeEmphasis(before, labels, label === '' ? '' : `${part.opening}${label}]()`);
    }
    case 'target':
      return closeEmphasis(before, labels, '()');
  }
}

/** Closes what is open after `content + ending`; an ending stands for something finished, so marks before it have a content. */
function closeEmphasis(content: string, labels: Labels, ending = ''): string {
  const text = ending === '' ? withoutTrailingMarks(content) : content + ending;
  const { openMarks } = inlineTokens(text, labels);
  return openMarks.length > mostMarks ? text : text + openMarks.toReversed().join('');
}

/** Nobody writes this many at once; text full of stray marks must not grow by as many closing ones. */
const mostMarks = 16;

/** Drops marks at the end: an opening one has no content yet, a closing one is added again with its missing half. */
function withoutTrailingMarks(content: string): string {
  const trimmed = content.trimEnd();
  const marks = startOfRun(trimmed, trimmed.length, '*_~');
  if (marks === trimmed.length) return trimmed;
  const escaped = (marks - startOfRun(trimmed, marks, '\\')) % 2 === 1;
  return escaped ? trimmed.slice(0, marks + 1) : trimmed.slice(0, marks).trimEnd();
}

/** Where the run of these characters begins that ends at `end`. Not a regular expression, which would try from every mark. */
function startOfRun(text: string, end: number, characters: string): number {
  let start = end;
  while (start > 0 && characters.includes(text.charAt(start - 1))) start -= 1;
  return start;
}
