import type { Plugin } from 'vite';

/** The parts of markdown-it that lead to HTML or read blocks, or do what we do in another way. */
const CUT = [
  'src/renderer.ts',
  'src/rules_core/state_core.ts',
  'src/rules_core/normalize.ts',
  'src/rules_core/block.ts',
  'src/rules_core/strip_references.ts',
  'src/rules_core/inline.ts',
  'src/rules_core/linkify.ts',
  'src/rules_core/replacements.ts',
  'src/rules_core/smartquotes.ts',
  'src/rules_core/text_join.ts',
  'src/parser_core.ts',
  'src/common/html_blocks.ts',
  'src/common/html_re.ts',
  'src/rules_block/state_block.ts',
  'src/rules_block/table.ts',
  'src/rules_block/code.ts',
  'src/rules_block/fence.ts',
  'src/rules_block/blockquote.ts',
  'src/rules_block/hr.ts',
  'src/rules_block/list.ts',
  'src/rules_block/reference.ts',
  'src/rules_block/html_block.ts',
  'src/rules_block/heading.ts',
  'src/rules_block/lheading.ts',
  'src/rules_block/paragraph.ts',
  'src/parser_block.ts',
  'src/rules_inline/html_inline.ts',
  'src/rules_inline/linkify.ts',
  'src/markdownit.ts',
  'src/index.ts',
];

/** What stands in their place: the rules that never match, and a parser that is its inline half and its options. */
const INSTEAD = `
function html_inline() { return false; }
function linkify() { return false; }
var MarkdownIt = class {
  constructor(options) {
    this.options = { breaks: false, typographer: false, linkify: false, ...options };
    this.inline = new ParserInline();
    this.helpers = helpers_exports;
    this.utils = utils_exports;
  }
};
export default MarkdownIt;
`;

/**
 * Cuts out of markdown-it what turns tokens into HTML, since we draw tokens, what reads blocks, since we do it line by line, and what finds raw HTML and bare addresses.
 * Throws where the package has changed, so that an upgrade is looked at.
 *
 * @see docs/decisions/003-slim-packages.md
 */
export function slimMarkdownIt(): Plugin {
  return {
    name: 'slim-markdown-it',
    transform: {
      filter: { id: /node_modules\/markdown-it\/dist\/markdown-it\.mjs$/ },
      handler: (code) => cutMarkdownIt(code),
    },
  };
}

/** The module without the parts, and with what stands in their place. */
export function cutMarkdownIt(code: string): string {
  const parts = CUT.map((name) => partOf(code, name));
  const rest = parts.reduce((whole, part) => whole.replace(part, ''), code);
  const withoutExport = rest.replace(/^export \{ \w+ as default \};$/m, '');
  if (withoutExport === rest) throw new Error('markdown-it no longer has one default export.');
  return withoutExport + INSTEAD;
}

function partOf(code: string, name: string): string {
  const start = code.indexOf(`//#region ${name}\n`);
  const end = code.indexOf('//#endregion', start);
  if (start === -1 || end === -1) throw new Error(`markdown-it no longer has a part named ${name}.`);
  return code.slice(start, end);
}
