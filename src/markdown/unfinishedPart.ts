import { createFinder, type Finder } from './createFinder.ts';
import { longestMath, mathClosing, mathOpening } from './inlineMath.ts';

/** The construct that the end of the text cuts through, with the place where it begins. */
export type UnfinishedPart =
  /** A lone backslash at the end. */
  | { readonly kind: 'escape'; readonly at: number }
  /** Code or math: what closes it, or the half of that which is missing. */
  | {
      readonly kind: 'raw';
      readonly at: number;
      readonly opening: string;
      readonly inside: string;
      readonly closing: string;
    }
  /** `<https://exa`. */
  | { readonly kind: 'address'; readonly at: number; readonly inside: string }
  /** `[lab`, `![alt`. */
  | { readonly kind: 'label'; readonly at: number; readonly opening: '[' | '!['; readonly inside: string }
  /** `[label](htt`, `[label][re`, `[label]`: all behind the label's bracket. */
  | { readonly kind: 'target'; readonly at: number };

/** A bracket this far back is hardly a link any more, and certainly no label. In UTF-16 units. */
const longestLabel = { likely: 120, possible: 1000 };

/** What counts as unfinished: what a reader would expect to go on, or whatever could go on, like the `$` of a price. */
type Guess = 'likely' | 'possible';

/**
 * Looks for code, math, an address or a link that the end of the text leaves open; emphasis is not its business.
 * @returns `undefined` if everything is finished.
 */
export function unfinishedPart(content: string, guess: Guess = 'likely'): UnfinishedPart | undefined {
  const scan: Scan = { content, guess, brackets: [], find: createFinder(content) };
  let at = 0;
  while (at < content.length) {
    const step = readAt(scan, at);
    if (typeof step !== 'number') return step;
    at = step;
  }
  return openLabel(scan);
}

interface Scan {
  readonly content: string;
  readonly guess: Guess;
  readonly find: Finder;
  /** Where the opening ones stand that are not closed. */
  readonly brackets: number[];
}

/** One step of the scan: the unfinished part that begins here, or where to go on. */
function readAt(scan: Scan, at: number): UnfinishedPart | number {
  const { content, brackets } = scan;
  switch (content[at]) {
    case '\\':
      return mathAt(scan, at) ?? (at + 1 < content.length ? at + 2 : { kind: 'escape', at });
    case '$':
      return mathAt(scan, at) ?? at + 1;
    case '`':
      return codeAt(content, at);
    case '<':
      return addressAt(content, at) ?? at + 1;
    case '[':
      brackets.push(at);
      return at + 1;
    case ']':
      return targetAt(content, at + 1, brackets.pop());
    default:
      return at + 1;
  }
}

function codeAt(content: string, at: number): UnfinishedPart | number {
  const opening = runOf(content, at, '`');
  const start = at + opening.length;
  for (let close = content.indexOf('`', start); close !== -1;) {
    const run = runOf(content, close, '`');
    const end = close + run.length;
    if (run.length === opening.length) return end;
    if (end === content.length && run.length < opening.length) {
      return { kind: 'raw', at, opening, inside: content.slice(start, close), closing: opening };
    }
    close = content.indexOf('`', end);
  }
  return { kind: 'raw', at, opening, inside: content.slice(start), closing: opening };
}

function mathAt({ content, guess, find }: Scan, at: number): UnfinishedPart | number | undefined {
  const opening = mathOpening(content.slice(at, at + 2));
  if (opening === undefined) return undefined;
  const start = at + opening.length;
  const closing = mathClosing(opening);
  const close = find(closing, start);
  // A closed one is left to the parser, which knows better what is math; only brackets inside it must not count here.
  if (close !== -1 && close < at + longestMath) return opening === '$' ? start : close + closing.length;
  if (content.length > at + longestMath) return start;
  const inside = content.slice(start);
  const mayBeMath = opening !== '$' || isMath[guess](content.charAt(at - 1), inside);
  if (!mayBeMath || inside.includes('`')) return start;
  return { kind: 'raw', at, opening, inside: inside.replace(/[\\$]$/, '').trimEnd(), closing };
}

/** A dollar sign may be a price: a sign of TeX behind it makes it likely math before it is closed. */
const isMath: Readonly<Record<Guess, (before: string, inside: string) => boolean>> = {
  likely: (before, inside) => isMath.possible(before, inside) && /^\S[^]*[\\^_{}=]|^[\\{]/.test(inside),
  possible: (before, inside) => !/[\p{L}\p{N}$]/u.test(before) && !/^\s/.test(inside),
};

function addressAt(content: string, at: number): UnfinishedPart | undefined {
  const inside = content.slice(at + 1);
  return /^(?:https?:|mailto:)[^\s<>]*$/i.test(inside) ? { kind: 'address', at, inside } : undefined;
}

/** What follows the closing bracket of a label: `at` is the place behind it, `bracket` that of the opening one, if any. */
function targetAt(content: string, at: number, bracket: number | undefined): UnfinishedPart | number {
  if (bracket === undefined) return at;
  const rest = content.slice(at);
  if (rest === '') return followsWord(content, bracket) ? at : { kind: 'target', at };
  if (rest.startsWith('[')) return rest.includes(']') ? at : { kind: 'target', at };
  if (!rest.startsWith('(')) return at;
  const length = /^\(\s*<[^<>\n]*$/.test(rest) ? undefined : targetLength(rest);
  return length === undefined ? { kind: 'target', at } : at + length;
}

/**
 * How long a `(target "title")` is; 0 if these parentheses hold other words.
 * @returns `undefined` if the text ends before it does.
 */
function targetLength(rest: string): number | undefined {
  let at = /^\(\s*/.exec(rest)?.[0].length ?? 0;
  let depth = 1;
  for (; depth > 0 && at < rest.length && !/\s/.test(rest.charAt(at)); at += 1) {
    if (rest[at] === '(') depth += 1;
    if (rest[at] === ')') depth -= 1;
  }
  return depth === 0 ? at : lengthWithTitle(rest, at);
}

function lengthWithTitle(rest: string, at: number): number | undefined {
  const title = rest.slice(at).trimStart();
  if (title === '') return undefined;
  const whole = /^(?:"[^"]*"|'[^']*'|\([^)]*\))\s*\)/.exec(title);
  if (whole !== null) return rest.length - title.length + whole[0].length;
  return /^(?:"[^"]*"?|'[^']*'?|\([^)]*\)?)\s*$/.test(title) ? undefined : 0;
}

function openLabel({ content, brackets, guess }: Scan): UnfinishedPart | undefined {
  const bracket = guess === 'likely' ? brackets[0] : brackets.at(-1);
  if (bracket === undefined || content.length - bracket > longestLabel[guess]) return undefined;
  const image = content[bracket - 1] === '!';
  if (!image && guess === 'likely' && followsWord(content, bracket)) return undefined;
  const inside = content.slice(bracket + 1);
  return image
    ? { kind: 'label', at: bracket - 1, opening: '![', inside }
    : { kind: 'label', at: bracket, opening: '[', inside };
}

/** `array[0]` is no link. */
function followsWord(content: string, at: number): boolean {
  return /[\p{L}\p{N}_)\]]$/u.test(content.slice(Math.max(0, at - 2), at));
}

function runOf(content: string, at: number, mark: string): string {
  let end = at;
  while (content[end] === mark) end += 1;
  return content.slice(at, end);
}
