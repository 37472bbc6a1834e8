/** A draft, and where the caret stands in it. */
export interface TextWithCaret {
  readonly text: string;
  readonly caret: number;
}

/**
 * A draft with a quote before its caret, set apart from what stands around it.
 *
 * @param markdown what is quoted
 * @see https://spec.commonmark.org/0.31.2/#block-quotes
 */
export function withQuote({ text, caret }: TextWithCaret, markdown: string): TextWithCaret {
  const before = text.slice(0, caret).trimEnd();
  const after = text.slice(caret).trimStart();
  const lines = markdown.trim().split('\n');
  const quote = lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n');
  const head = `${before === '' ? '' : `${before}\n\n`}${quote}\n\n`;
  return { text: head + after, caret: head.length };
}
