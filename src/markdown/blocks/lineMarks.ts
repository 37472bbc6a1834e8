import MarkdownIt from 'markdown-it';
import type { LineCursor } from './LineCursor.ts';

const { utils } = new MarkdownIt();

/** An ATX heading in one line. */
export function headingIn(text: string): { level: number; content: string } | undefined {
  const marks = /^#{1,6}(?=[ \t]|$)/.exec(text)?.[0];
  if (marks === undefined) return undefined;
  return { level: marks.length, content: withoutClosingMarks(text.slice(marks.length).trim()) };
}

/** A regular expression would try anew from every blank. */
function withoutClosingMarks(content: string): string {
  let end = content.length;
  while (content[end - 1] === '#') end -= 1;
  return end === 0 || /[ \t]/.test(content.charAt(end - 1)) ? content.slice(0, end).trimEnd() : content;
}

/** The level of the heading of which this is the underline. */
export function underlineLevel(text: string): number | undefined {
  const mark = /^(?:=+|-+)(?=[ \t]*$)/.exec(text)?.[0];
  return mark === undefined ? undefined : mark.startsWith('=') ? 1 : 2;
}

/** Whether a line is a thematic break. */
export function isRule(text: string): boolean {
  return /^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/.test(text);
}

/** A code fence that opens, and the language behind it. */
export function fenceIn(text: string): { fence: string; language: string } | undefined {
  const [, fence, info = ''] = /^(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(text) ?? [];
  return fence === undefined
    ? undefined
    : { fence, language: /^[^\s`{]+/.exec(utils.unescapeAll(info.trim()))?.[0] ?? '' };
}

/** Whether a line closes code that was opened by that fence. */
export function closesFence(text: string, fence: string): boolean {
  const marks = text.trimEnd();
  return marks.length >= fence.length && marks === fence.charAt(0).repeat(marks.length);
}

/** What closes math that this line opens. */
export function mathClosingFor(text: string): string | undefined {
  return text.startsWith('$$') ? '$$' : text.startsWith('\\[') ? '\\]' : undefined;
}

export interface ItemMark {
  readonly marker: string;
  readonly start: number | undefined;
  /** How many columns what follows is away from what stands before the mark. */
  readonly indent: number;
}

/**
 * Consumes the mark of a list's item, if the line goes on with one.
 * @param interrupts whether it would end a paragraph: then the item may not be empty, and a number must be 1.
 * @see https://spec.commonmark.org/0.31.2/#list-items
 */
export function takeItemMark(cursor: LineCursor, interrupts: boolean): ItemMark | undefined {
  const { indent, text } = cursor;
  const [mark, bullet, digits, stop = ''] = /^(?:([-+*])|(\d{1,9})([.)]))(?=[ \t]|$)/.exec(text) ?? [];
  if (mark === undefined) return undefined;
  const start = digits === undefined ? undefined : Number(digits);
  if (interrupts && ((start ?? 1) !== 1 || text.slice(mark.length).trim() === '')) return undefined;
  cursor.skipMarks(mark.length);
  // A mark alone, or code behind it: one blank belongs to the mark.
  const gap = cursor.isBlank || cursor.indent > 4 ? 1 : cursor.indent;
  cursor.skipColumns(gap);
  return { marker: bullet ?? stop, start, indent: indent + mark.length + gap };
}
