import type { StateInline } from 'markdown-it';

/** Where a label ends that begins here. */
export const footnoteMarkPattern = /^\[\^([^\s[\]^]{1,999})\]/;

/**
 * An inline rule for `[^label]`. A number is a mark before its footnote has come, since those stand at the end of a reply; another label
 * may be anything (`[^a-z]`) until its footnote says that it is one.
 * @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#footnotes
 */
export function footnoteMark(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('[^', state.pos)) return false;
  const [mark, label = ''] = footnoteMarkPattern.exec(state.src.slice(state.pos, state.pos + 1004)) ?? [];
  if (mark === undefined || !isFootnote(state.env, label)) return false;
  if (!silent) state.push('footnote_mark', '', 0).content = label;
  state.pos += mark.length;
  return true;
}

/** markdown-it's environment is whatever the caller of a parse gives; see `inlineTokens`. */
function isFootnote(env: Readonly<Record<string, unknown>>, label: string): boolean {
  const ask = env['isFootnote'];
  return typeof ask === 'function' && ask(label) === true;
}
