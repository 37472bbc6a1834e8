import { diffArrays } from 'diff';

/** A stretch of one of two texts that are compared: the other text has it too, or has not. */
export interface ComparedPiece {
  /** Where in its text it begins. */
  readonly start: number;
  readonly text: string;
  readonly changed: boolean;
}

/** Two texts in pieces; those of each, joined, are that text. */
export interface TextComparison {
  readonly before: readonly ComparedPiece[];
  readonly after: readonly ComparedPiece[];
}

/** Words, in scripts that write none apart a letter with its marks, white space, and every other character alone. */
const WORDS =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]\p{M}*|[\p{L}\p{M}\p{N}_]+|\s+|[^]/gu;
const LINES = /[^\n]*\n|[^\n]+/g;
const WORD_OR_LINE_BREAK = /[\p{L}\p{N}\n]/u;

/** The cost grows with the square of this: a second at most on a slow machine. */
const MOST_EDITS = 1500;

/**
 * What two texts have in common and what not: by words, where they differ too much for that by lines, else as a whole.
 *
 * @see docs/spec.md C15
 */
export function compareTexts(before: string, after: string): TextComparison {
  const changes = changesBy(WORDS, before, after) ??
    changesBy(LINES, before, after) ?? [{ before, after, changed: true }];
  return {
    before: joined(changes.map((change) => ({ text: change.before, changed: change.changed }))),
    after: joined(changes.map((change) => ({ text: change.after, changed: change.changed }))),
  };
}

interface Change {
  readonly before: string;
  readonly after: string;
  readonly changed: boolean;
}

function changesBy(unit: RegExp, before: string, after: string): readonly Change[] | undefined {
  const steps = diffArrays(before.match(unit) ?? [], after.match(unit) ?? [], { maxEditLength: MOST_EDITS });
  return steps?.map(({ value, added, removed }, index) => {
    const text = value.join('');
    // A space or a comma that two changes have between them by chance would tear a changed sentence into words.
    const between = index > 0 && index < steps.length - 1 && !WORD_OR_LINE_BREAK.test(text);
    return { before: added ? '' : text, after: removed ? '' : text, changed: added || removed || between };
  });
}

function joined(pieces: readonly Omit<ComparedPiece, 'start'>[]): readonly ComparedPiece[] {
  const result: ComparedPiece[] = [];
  let start = 0;
  for (const { text, changed } of pieces) {
    const last = result.at(-1);
    if (text === '') continue;
    if (last?.changed === changed) result[result.length - 1] = { ...last, text: last.text + text };
    else result.push({ start, text, changed });
    start += text.length;
  }
  return result;
}
