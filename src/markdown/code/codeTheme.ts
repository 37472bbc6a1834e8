import type { ThemeRegistration } from '@shikijs/primitive';
import { tokenKinds } from './tokenKinds.ts';
import type { TokenKind } from './tokenKinds.ts';

/** The scopes of TextMate grammars by what we colour them as. The longest match wins, then the innermost scope. */
const scopes: Readonly<Record<TokenKind | 'plain', readonly string[]>> = {
  comment: ['comment', 'punctuation.definition.comment', 'string.quoted.docstring', 'markup.quote'],
  keyword: [
    'keyword',
    'storage',
    'variable.language',
    'keyword.operator.new',
    'keyword.operator.expression',
    'keyword.operator.logical.python',
    'keyword.operator.wordlike',
    'markup.heading',
    'entity.name.section',
    'meta.diff.range',
    'meta.diff.header',
  ],
  string: ['string', 'markup.inline.raw', 'markup.underline.link'],
  constant: [
    'constant.numeric',
    'constant.language',
    'constant.character',
    'constant.other.color',
    'constant.other.symbol',
    'support.constant',
    'keyword.other.unit',
  ],
  function: [
    'entity.name.function',
    'support.function',
    'variable.function',
    'meta.function-call.generic',
    'entity.name.command',
    'meta.decorator',
  ],
  type: [
    'entity.name.type',
    'entity.name.class',
    'entity.name.namespace',
    'entity.name.scope-resolution',
    'entity.other.inherited-class',
    'support.type',
    'support.class',
    'storage.type.java',
    'storage.type.generic.java',
    'storage.type.annotation',
    'storage.type.cs',
    'storage.type.primitive.java',
    'punctuation.definition.annotation',
  ],
  property: [
    'support.type.property-name',
    'entity.other.attribute-name',
    'entity.name.tag.yaml',
    'variable.other.key.toml',
    'support.type.property-name.toml',
    'keyword.other.definition.ini',
    'meta.mapping.key string',
  ],
  tag: ['entity.name.tag', 'support.class.component'],
  inserted: ['markup.inserted'],
  deleted: ['markup.deleted'],
  plain: [
    'keyword.operator',
    'string.unquoted.argument',
    'meta.template.expression',
    'meta.interpolation',
    'meta.embedded.line.ruby',
    'punctuation.definition.template-expression',
    'constant.other.caps',
    'storage.type.function.arrow',
    'keyword.control.flow.block-scalar',
  ],
};

/** A theme whose colours are numbers: 0 for plain text, else 1 + the place in `tokenKinds`. */
export const codeTheme: ThemeRegistration = {
  name: 'code',
  type: 'light',
  settings: [
    { settings: { foreground: colourOf(0), background: '#ffffff' } },
    { scope: [...scopes.plain], settings: { foreground: colourOf(0) } },
    ...tokenKinds.map((kind, at) => ({ scope: [...scopes[kind]], settings: { foreground: colourOf(at + 1) } })),
  ],
};

function colourOf(kind: number): string {
  return `#${kind.toString(16).padStart(6, '0')}`;
}

/** The number that a colour of the theme stands for. */
export function kindOf(colour: string): number {
  return Number.parseInt(colour.slice(1), 16);
}
