import type { StateInline } from 'markdown-it';

/** The scheme, when the colon behind it is where the parser stands. Everything before the colon is already text. */
const SCHEME = /https?$/i;
/** An address ends where white space, a quote, a bracket or full-width punctuation begins. */
const ADDRESS = /^:\/\/[^\s<>"`|\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+/;
/** What closes a sentence rather than an address. */
const TRAILING = /(?:[?!.,:;*_~']|&[a-z0-9]+;)$/i;

/**
 * Makes a bare `http://` or `https://` address a link, as GitHub does: punctuation at its end and a closing bracket without
 * its opening one stay outside. `README.md` and `main.py` are file names here, not hosts.
 *
 * @see https://github.github.com/gfm/#autolinks-extension-
 */
export function bareAddress(state: StateInline, silent: boolean): boolean {
  if (state.linkLevel > 0 || state.src.charCodeAt(state.pos) !== COLON) return false;
  const scheme = SCHEME.exec(state.pending)?.[0];
  const found = ADDRESS.exec(state.src.slice(state.pos, state.posMax))?.[0];
  if (scheme === undefined || found === undefined) return false;
  const rest = withoutTrailing(found);
  if (rest.length <= '://'.length) return false;
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme.length);
    const open = state.push('link_open', 'a', 1);
    open.attrs = [['href', scheme + rest]];
    state.push('text', '', 0).content = scheme + rest;
    state.push('link_close', 'a', -1);
  }
  state.pos += rest.length;
  return true;
}

const COLON = 0x3a;

function withoutTrailing(address: string): string {
  let end = address;
  for (;;) {
    const trailing = TRAILING.exec(end)?.[0] ?? unmatchedBracket(end);
    if (trailing === '') return end;
    end = end.slice(0, -trailing.length);
  }
}

function unmatchedBracket(address: string): string {
  const last = address.at(-1);
  const opening = last === ')' ? '(' : last === ']' ? '[' : undefined;
  if (last === undefined || opening === undefined) return '';
  return address.split(last).length > address.split(opening).length ? last : '';
}
