import { createReplyReader } from '../blocks/createReplyReader.ts';
import { inlineNodes } from '../inlineNodes.ts';
import { inlineTokens } from '../inlineTokens.ts';
import { NO_LABELS } from '../Labels.ts';
import type { InlineNode } from '../markdownTree.ts';
import { isPlain } from './isPlain.ts';
import { drawnInline, tidyInline } from './tidyInline.ts';
import { writeInline, type Style } from './writeInline.ts';

/** The most readable one first. */
const styles: readonly Style[] = (['few', 'all'] as const).flatMap((escapes) =>
  (['*', '_'] as const).flatMap((emphasis) =>
    (['bare', 'bracketed'] as const).map((address) => ({ escapes, emphasis, address })),
  ),
);

const readable: Style = { escapes: 'few', emphasis: '*', address: 'bare' };

/** Where text stands: the lines of a paragraph or heading may look like other blocks. */
type Place = 'paragraph' | 'heading' | 'cell';

/** Longer text is read back once, so that a copy of text full of marks costs about as much as drawing it. In UTF-16 units. */
const LONG = 4000;

/**
 * Text as Markdown: written in the most readable way that is read as the same text again, which is found by reading it.
 * @see docs/spec.md M63
 */
export function inlineMarkdown(content: readonly InlineNode[], place: Place): string {
  const nodes = tidyInline(content);
  if (isPlain(nodes)) return writeInline(nodes, readable);
  const wanted = JSON.stringify(drawnInline(nodes));
  for (const written of waysToWrite(nodes, place)) {
    if (JSON.stringify(drawnInline(readBack(written))) === wanted && isAlone(written, place)) return written;
    if (wanted.length > LONG) break;
  }
  return withoutBlockMarks(writeInline(nodes, { escapes: 'all', emphasis: '*', address: 'bracketed' }));
}

function* waysToWrite(nodes: readonly InlineNode[], place: Place): Generator<string> {
  for (const style of styles) {
    const written = writeInline(nodes, style);
    yield written;
    if (place !== 'cell') yield withoutBlockMarks(written);
  }
}

function readBack(markdown: string): InlineNode[] {
  return inlineNodes(inlineTokens(markdown, NO_LABELS).tokens, NO_LABELS);
}

/** Whether the text is one block of its kind. */
function isAlone(markdown: string, place: Place): boolean {
  if (place === 'cell') return true;
  const text = place === 'paragraph' ? markdown : headingLine(1, markdown);
  const { blocks, footnotes, definitions } = createReplyReader()(text, false);
  const [block] = blocks;
  if (blocks.length !== 1 || footnotes.length + definitions.size > 0 || block?.kind !== place) return false;
  return block.content === markdown && (place === 'heading' || !taskOrAlert.test(markdown));
}

/** What a paragraph may begin with only in an item or in a quote. */
const taskOrAlert = /^\[(?:[ xX]|!\w+)\]/;

/** A heading. One of several lines is underlined: only levels 1 and 2 can be. */
export function headingLine(level: number, content: string): string {
  if (content.includes('\n')) return `${content}\n${level === 1 ? '===' : '---'}`;
  return `${'#'.repeat(level)} ${content}`.trimEnd();
}

/** Takes from the beginnings of lines what they would be as blocks. */
function withoutBlockMarks(text: string): string {
  return text
    .replaceAll(/^\[[^\]\n]*\](?=:)/gm, '$&\\')
    .replace(taskOrAlert, (mark) => `${mark.slice(0, -1)}\\]`)
    .replaceAll(/^(\d+)(?=[.)])/gm, '$1\\')
    .replaceAll(/^(?=[-+>=|:]|#{1,6}(?:\s|$)|\*(?:\s|$|\*\s*\*)|`{3}|~{3})/gm, '\\');
}
