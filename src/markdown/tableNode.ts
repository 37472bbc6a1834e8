import type { Token } from 'markdown-it';
import { inlineText } from './inlineNodes.ts';
import type { Align, InlineNode, TableCell, TableNode } from './markdownTree.ts';

/** A table from the tokens between `table_open` and `table_close`. */
export function tableNode(tokens: readonly Token[], inline: (token: Token) => readonly InlineNode[]): TableNode {
  const rows: TableCell[][] = [];
  const written: (Align | undefined)[] = [];
  for (const token of tokens) {
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'th_open') written.push(aligns.get(String(token.attrGet('style'))));
    if (token.type === 'inline') rows.at(-1)?.push(inline(token));
  }
  const [head = [], ...body] = rows;
  const numbers = (body[0] ?? []).map((cell) => number.test(inlineText(cell)));
  // Only the first row decides: a column must not change sides while more rows arrive.
  return {
    kind: 'table',
    aligns: head.map((_, at) => written[at] ?? (numbers[at] === true ? 'end' : 'start')),
    head,
    rows: body,
  };
}

const aligns: ReadonlyMap<string, Align> = new Map([
  ['text-align:left', 'start'],
  ['text-align:center', 'center'],
  ['text-align:right', 'end'],
]);

const number = /^\s*[-+−±~≈<>]?\s?\p{Sc}?\s?\d[\d.,\u00A0\u202F']*\s?(?:%|\p{Sc}|°?[a-zµ]{1,3})?\s*$/iu;
