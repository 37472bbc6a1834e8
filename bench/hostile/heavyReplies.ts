import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A reply that is meant to cost much. */
export interface HeavyReply {
  readonly id: string;
  readonly text: string;
}

/** How long a text is, in UTF-16 units, unless its kind has another measure. */
const UNITS = 100_000;

/** One piece again and again. */
function flood(piece: string, units = UNITS): string {
  return piece.repeat(Math.ceil(units / piece.length)).slice(0, units);
}

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at))
    .join('\n')
    .slice(0, UNITS);
}

const own: Readonly<Record<string, string>> = {
  'quotes in quotes, one line': flood('>'),
  'lists in lists, one line': flood('- '),
  'quotes, one deeper a line': lines(440, (at) => `${'>'.repeat(at)} x`),
  'lists, one deeper a line': lines(300, (at) => `${'  '.repeat(at)}- x`),
  'two lists in turn': flood('- a\n* b\n'),
  'quotes with a line after each': flood('> a\nb\n\n'),
  'opening brackets': flood('[', 50_000),
  'opening brackets of images': flood('!['),
  'links that never end': flood('[a]('),
  'titles that never end': flood('[a](b "'),
  'links in links': flood('[', 20_000) + 'a' + flood('](b)', 80_000),
  'opening stars': flood('*a '),
  'stars and lines in turn': flood('*a_ '),
  'stars between letters': flood('a**b'),
  'stars alone': flood('*'),
  tildes: flood('~~a '),
  'backticks, one more a word': lines(440, (at) => `e${'`'.repeat(at)}`).replaceAll('\n', ''),
  'a wide table': `|${'a|'.repeat(16_000)}\n|${'-|'.repeat(16_000)}\n${'|a'.repeat(15_000)}`,
  'a long table': `|a|b|\n|-|-|\n${flood('|c|d|\n')}`,
  'a table of cells that are missing': `|${'a|'.repeat(200)}\n|${'-|'.repeat(200)}\n${flood('|\n')}`,
  'lines under tables that are none': flood('-|-\n-|-|-\n'),
  bars: flood('|'),
  'math of a line each': flood('$$\nx\n\n'),
  'math that never ends': `$$\n${flood('x\n')}`,
  'lines that open math': flood('\\[\n'),
  'math in a line that never ends': flood('\\('),
  dollars: flood(',$a'),
  footnotes: lines(9000, (at) => `[^${at}]: x`),
  'marks of footnotes': lines(9000, (at) => `[^${at}] `).replaceAll('\n', ''),
  definitions: lines(9000, (at) => `[a${at}]: b`),
  'definitions, each alone': lines(16_000, (at) => (at % 2 === 0 ? `[a${at}]: b` : '')),
  labels: lines(9000, (at) => `[a${at}]`).replaceAll('\n', ' '),
  'characters without width': flood('\u200B\u200D\uFEFF'),
  'characters that turn the text': flood('\u202E\u2066a'),
  tags: flood('\u{E0041}'),
  'control characters': flood('\u0001a'),
  'one word': flood('a'),
  'Chinese without a space': flood('中文，'),
  'an address of dots': `http://a${flood('.')}`,
  'an address of brackets': `http://a${flood(')')}`,
  addresses: flood('http://a.b/c '),
  colons: flood(':'),
  'a heading of blanks': `# a${flood(' ')}x`,
  headings: flood('# a\n'),
  underlines: flood('a\n=\n'),
  rules: flood('---\n'),
  fences: flood('```\n'),
  tasks: flood('- [ ] x\n'),
  alerts: flood('> [!NOTE]\n> x\n\n'),
  lines: flood('a\n'),
  paragraphs: flood('a\n\n'),
  'hard breaks': flood('a\\\n'),
  'references to characters': flood('&amp;'),
  'angle brackets': flood('<a '),
};

type Part = [text: string, times: number] | { n: number; t: string; r?: string };

/** What is heavy in the corpus of hostile replies, up to `UNITS` of it. */
function ofCorpus(): HeavyReply[] {
  const file = join(import.meta.dirname, '../../tests/markdown/fixtures/hostile.json');
  // Our own fixture: its shape is what its note says.
  const { items } = JSON.parse(readFileSync(file, 'utf8')) as { items: { id: string; cls: string; parts: Part[] }[] };
  return items
    .filter(({ cls }) => cls === 'dos')
    .map(({ id, parts }) => ({ id, text: parts.map(textOf).join('').slice(0, UNITS) }));
}

function textOf(part: Part): string {
  if (Array.isArray(part)) return part[0].repeat(part[1]);
  return lines(part.n, (at) =>
    part.t.replaceAll('{i}', String(at)).replaceAll('{r}', (part.r ?? '').repeat(at)),
  ).replaceAll('\n', '');
}

/** Replies of up to 100,000 UTF-16 units that are meant to cost as much as a text can. */
export const heavyReplies: readonly HeavyReply[] = [
  ...ofCorpus(),
  ...Object.entries(own).map(([id, text]) => ({ id, text })),
];

/** What a model writes on a good day, of that many UTF-16 units. */
export function benignReply(units: number): string {
  return flood(
    '## A heading\n\nSome **bold** words and `code` of a [link](https://a.example/x) here, and a few more of them.\n\n- one\n- two *slanted*\n\n| a | b |\n|---|---|\n| c | 4 |\n\n```js\nlet answer = 42;\n```\n\n',
    units,
  );
}
