import MarkdownIt from 'markdown-it';
import type { Delimiter, ParserInline, StateInline, Token } from 'markdown-it';
import { bareAddress } from './bareAddress.ts';
import { footnoteMark, footnotesIn } from './footnoteMark.ts';
import { withForgivingMarks } from './forgivingMarks.ts';
import { inlineMath } from './inlineMath.ts';
import type { Labels } from './Labels.ts';

export interface InlineTokens {
  readonly tokens: readonly Token[];
  /** Labels that nothing was found for, normalised, those of footnotes behind a `^`: a later definition changes this text. */
  readonly unresolved: ReadonlySet<string>;
  /** The marks of emphasis that are open at the end, outermost first: `*`, `_` or `~~`. */
  readonly openMarks: readonly string[];
}

/** The text of one block as markdown-it tokens. Every address is let through here: what may be followed is decided when drawn. */
export function inlineTokens(content: string, { definitions, footnotes }: Labels): InlineTokens {
  const tokens: Token[] = [];
  const unresolved = new Set<string>();
  const isFootnote = (label: string): boolean => {
    const name = parser.utils.normalizeReference(label);
    if (footnotes.has(name)) return true;
    unresolved.add(`^${name}`);
    return /^\d+$/.test(label);
  };
  const env = { references: referencesOf(definitions, unresolved) };
  footnotesIn.set(env, isFootnote);
  parser.inline.parse(content, parser, env, tokens);
  return { tokens, unresolved, openMarks: openMarksOf.get(env) ?? [] };
}

/** By markdown-it's environment, of which there is one a call. */
const openMarksOf = new WeakMap<object, readonly string[]>();

const asWritten = (address: string) => address;
/** Brackets in brackets: each costs as many looks ahead as may lie in it. */
const parser = new MarkdownIt({ html: false, maxNesting: 20 });
parser.validateLink = () => true;
parser.normalizeLink = asWritten;
parser.normalizeLinkText = asWritten;
parser.inline.ruler.after('linkify', 'bare_address', bareAddress);
parser.inline.ruler.before('escape', 'math', inlineMath);
parser.inline.ruler.before('link', 'footnote_mark', footnoteMark);
parser.inline.ruler2.after('balance_pairs', 'note_open_marks', noteOpenMarks);
parser.inline.State = withForgivingMarks(parser.inline.State);
parser.inline.parse = withFewImages(parser.inline.parse.bind(parser.inline));

/** So many images may lie in the description of each other: each is read once more for every one around it. */
const DEEPEST_IMAGE = 2;

/** markdown-it reads the description of an image as a text of its own, within the text around it. */
function withFewImages(parse: ParserInline['parse']): ParserInline['parse'] {
  let depth = 0;
  return (text, md, env, tokens) => {
    if (depth > DEEPEST_IMAGE) {
      new parser.inline.State(text, md, env, tokens).push('text', '', 0).content = text;
      return;
    }
    depth += 1;
    try {
      parse(text, md, env, tokens);
    } finally {
      depth -= 1;
    }
  };
}

interface Reference {
  href: string;
  title: string;
}

/** markdown-it reads definitions from a plain object; this one also tells which it asked for in vain. */
function referencesOf(definitions: Labels['definitions'], unresolved: Set<string>): Record<string, Reference> {
  return new Proxy<Record<string, Reference>>(
    {},
    {
      get(_target, label) {
        if (typeof label !== 'string') return undefined;
        const href = definitions.get(label);
        if (href === undefined) unresolved.add(label);
        return href === undefined ? undefined : { href, title: '' };
      },
    },
  );
}

/** An image's description is parsed with the same environment, but before the text around it ends. */
function noteOpenMarks(state: StateInline): void {
  const marks = state.delimiters
    .filter(isOpen)
    .map(({ marker }) => (marker === tilde ? '~~' : String.fromCharCode(marker)));
  openMarksOf.set(state.env, marks);
}

const tilde = 0x7e;

function isOpen(delimiter: Delimiter): boolean {
  return delimiter.open && delimiter.end === -1;
}
