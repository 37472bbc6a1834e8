import { inlineTokens } from './inlineTokens.ts';
import { NO_LABELS } from './Labels.ts';
import { unfinishedPart } from './unfinishedPart.ts';

/** How long a run is at least, in UTF-16 units, and how far one goes on to look for a place where nothing is open. */
const RUN_UNITS = 1000;
const LONGEST_RUN_UNITS = 4000;

/** Where text is cut that has no such place. */
const LONGEST_WORD_UNITS = 5000;

/** Where the search for the next cut stands. */
export interface CutSearch {
  /** Where the last cut was. */
  readonly from: number;
  /** Up to where no place was good. */
  readonly tried: number;
}

/**
 * The next place at which the text of a block may be cut in two that are read apart: between two words, where no mark, bracket, code or
 * formula is open. After a long stretch without such a place between any two words.
 * @returns the search when no place has come yet. Whatever follows does not change the answer.
 */
export function nextCut(content: string, search: CutSearch): number | CutSearch {
  let { tried } = search;
  for (;;) {
    const place = placeAfter(content, Math.max(search.from + RUN_UNITS, tried));
    if (place === undefined || place > search.from + LONGEST_WORD_UNITS) {
      // Up to the last character, of which only half may have come.
      return forcedCut(content, search.from) ?? { from: search.from, tried: Math.max(tried, content.length - 1) };
    }
    if (place - search.from > LONGEST_RUN_UNITS || isSettled(content.slice(search.from, place))) return place;
    // Ever farther: what is tried is read, and text that never settles is not to be read again and again.
    tried = place + Math.floor((place - search.from) / 2);
  }
}

/** Text without spaces has to be cut somewhere too, but not in an image whose address is the image. */
function forcedCut(content: string, from: number): number | undefined {
  const place = from + LONGEST_WORD_UNITS;
  if (content.length <= place) return undefined;
  const address = content.lastIndexOf('](data:', place) + 2;
  if (address >= from + 2) {
    const end = addressEnd(content, address);
    // Where it ends is not known before something else has come.
    if (end === content.length) return undefined;
    if (end >= place) return content[end] === ')' ? end + 1 : end;
  }
  return /[\uD800-\uDBFF]/.test(content.charAt(place - 1)) ? place - 1 : place;
}

function addressEnd(content: string, from: number): number {
  const end = /[^\w+/=;:,.%-]/g;
  end.lastIndex = from;
  return end.exec(content)?.index ?? content.length;
}

/** Behind the space between two words, or between two sentences that need none. */
function placeAfter(content: string, from: number): number | undefined {
  const place = /(?<=[\p{L}\p{N}.,;:!?)] )(?=[\p{L}\p{N}(])|(?<=[。！？，、；：])(?=\p{L})/gu;
  place.lastIndex = from;
  return place.exec(content)?.index;
}

function isSettled(text: string): boolean {
  return unfinishedPart(text, 'possible') === undefined && inlineTokens(text, NO_LABELS).openMarks.length === 0;
}
