/**
 * What code can be coloured as. Few, so that a page of code stays calm; operators, names and punctuation keep the colour of text. Each has
 * a class (`md-tok-keyword`) and a token (`--code-keyword`); none changes a letter's width.
 */
export const tokenKinds = [
  'comment',
  'keyword',
  'string',
  'constant',
  'function',
  'type',
  'property',
  'tag',
  'inserted',
  'deleted',
] as const;

export type TokenKind = (typeof tokenKinds)[number];
