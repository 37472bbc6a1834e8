/** How much of both sides of the seam is compared, in UTF-16 units. */
const WINDOW_UNITS = 2000;

/** What repeats by chance is short, or has few different characters (the zeros of a table). */
const LEAST_UNITS = 8;
const LEAST_DIFFERENT = 5;

/** What is compared leaves out white space and the marks of Markdown: a model that repeats itself sets them anew. */
const MARKS = /[\s*_~`#>]+/g;
const FENCE = /^ {0,3}```/gm;
const OPENS_FENCE = /^\s*```[\w+#.-]+[^\n]*/;
const MAY_OPEN_FENCE = /^\s*`[^\n]*$/;

/**
 * An answer and what a Continue brought, joined without what `later` repeats of the end (or the whole) of `earlier`, and
 * without the line that opens the code block again in which `earlier` was cut. Always begins with `earlier`.
 *
 * @param isWhole whether nothing more of `later` will come. Otherwise what may turn out to be a repetition is held back, so
 * that what is seen only grows.
 * @see docs/spec.md C8
 */
export function joinContinuation(earlier: string, later: string, isWhole = true): string {
  const inCode = (earlier.match(FENCE)?.length ?? 0) % 2 === 1;
  if (!inCode) return join(earlier, later, isWhole);
  if (!isWhole && MAY_OPEN_FENCE.test(later)) return earlier;
  const added = later.replace(OPENS_FENCE, '');
  return join(earlier, added !== later && earlier.endsWith('\n') ? added.slice(1) : added, isWhole);
}

function join(earlier: string, later: string, isWhole: boolean): string {
  const tail = squeeze(earlier.slice(-WINDOW_UNITS));
  const head = squeeze(later.slice(0, WINDOW_UNITS));
  const whole = beginsAgain(earlier, later) ? squeeze(earlier) : tail;
  const all = whole === tail ? head : squeeze(later);
  const mayRepeat = (later.length <= WINDOW_UNITS && tail.includes(head)) || whole.startsWith(all);
  if (!isWhole && mayRepeat) return earlier;
  const repeated = all.startsWith(whole) ? whole.length : overlap(tail, head);
  return earlier + (isChance(all.slice(0, repeated)) ? later : afterOverlap(earlier, later, repeated));
}

function squeeze(text: string): string {
  return text.replaceAll(MARKS, '');
}

/** Whether the answer may be told again from its first word; cheap, because it is asked once a frame. */
function beginsAgain(earlier: string, later: string): boolean {
  const [first, again] = [squeeze(earlier.slice(0, 64)), squeeze(later.slice(0, 64))];
  return first.startsWith(again.slice(0, 32)) && earlier.length > WINDOW_UNITS;
}

/** The length of the longest start of `head` that is the end of `tail`. */
function overlap(tail: string, head: string): number {
  let length = Math.min(tail.length, head.length);
  while (!tail.endsWith(head.slice(0, length))) length -= 1;
  return length;
}

function isChance(repetition: string): boolean {
  return repetition.length < LEAST_UNITS || new Set(repetition).size < LEAST_DIFFERENT;
}

/** What follows the repetition, whose last `repeated` characters that count are those of `earlier`. */
function afterOverlap(earlier: string, later: string, repeated: number): string {
  const marksBefore = /[\s*_~`#>]*$/.exec(earlier.slice(-64))?.[0] ?? '';
  let rest = later.slice(indexAfter(later, repeated));
  // The marks that `earlier` ends with already.
  for (const mark of marksBefore) {
    if (!rest.startsWith(mark)) break;
    rest = rest.slice(mark.length);
  }
  return rest;
}

/** The index after so many characters that count. */
function indexAfter(text: string, count: number): number {
  let counted = 0;
  let index = 0;
  for (; counted < count; index += 1) counted += squeeze(text.charAt(index)).length;
  return index;
}
