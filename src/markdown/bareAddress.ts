import type { StateInline } from 'markdown-it';

/** The scheme, when the colon behind it is where the parser stands. Everything before the colon is already text. */
const SCHEME = /https?$/i;
const SCHEME_UNITS = 'https'.length;
/** An address ends where white space, a quote, a bracket or full-width punctuation begins. */
const ADDRESS = /^:\/\/[^\s<>"`|\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+/;
/** What closes a sentence rather than an address. No name of a character is longer. */
const TRAILING = /(?:[?!.,:;*_~']|&[a-z0-9]{1,31};)$/i;
const TRAILING_UNITS = 33;

/**
 * Makes a bare `http://` or `https://` address a link, as GitHub does: punctuation at its end and a closing bracket without
 * its opening one stay outside. `README.md` and `main.py` are file names here, not hosts.
 *
 * @see https://github.github.com/gfm/#autolinks-extension-
 */
export function bareAddress(state: StateInline, silent: boolean): boolean {
  if (state.linkLevel > 0 || state.src.charCodeAt(state.pos) !== COLON) return false;
  // Not from `pending`, which is put together by the character: to look into it costs as much as all of it.
  const scheme = SCHEME.exec(state.src.slice(Math.max(0, state.pos - SCHEME_UNITS), state.pos))?.[0];
  const found = scheme && ADDRESS.exec(state.src.slice(state.pos, state.posMax))?.[0];
  if (scheme === undefined || found === undefined || state.pending.length < scheme.length) return false;
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
  const unopened = { ')': unmatched(address, '(', ')'), ']': unmatched(address, '[', ']') };
  let end = address.length;
  for (;;) {
    const last = address[end - 1];
    const trailing = TRAILING.exec(address.slice(Math.max(0, end - TRAILING_UNITS), end))?.[0];
    if (trailing !== undefined) {
      end -= trailing.length;
    } else if ((last === ')' || last === ']') && unopened[last] > 0) {
      unopened[last] -= 1;
      end -= 1;
    } else {
      return address.slice(0, end);
    }
  }
}

/** How many more closing brackets there are than opening ones. */
function unmatched(address: string, opening: string, closing: string): number {
  return address.split(closing).length - address.split(opening).length;
}
