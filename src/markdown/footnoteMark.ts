import type { StateInline } from 'markdown-it';

/** Which labels are footnotes, by markdown-it's environment, of which there is one a text. */
export const footnotesIn = new WeakMap<object, (label: string) => boolean>();

/** Where a label ends that begins here. */
const footnoteMarkPattern = /^\[\^([^\s[\]^]{1,999})\]/;

/**
 * An inline rule for `[^label]`. A number is a mark before its footnote has come, since those stand at the end of a reply; another label
 * may be anything (`[^a-z]`) until its footnote says that it is one.
 * @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#footnotes
 */
export function footnoteMark(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('[^', state.pos)) return false;
  const [mark, label = ''] = footnoteMarkPattern.exec(state.src.slice(state.pos, state.pos + 1004)) ?? [];
  if (mark === undefined || footnotesIn.get(state.env)?.(label) !== true) return false;
  if (!silent) state.push('footnote_mark', '', 0).content = label;
  state.pos += mark.length;
  return true;
}
