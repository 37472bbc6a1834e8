import { copyableText } from '../hiddenCharacters.ts';
import { cleanHtml, codeHtml, inlineHtml } from './cleanHtml.ts';
import type { CopiedBlock } from './CopiedBlock.ts';
import { markdownOf } from './markdownOf.ts';
import { plainWords, tableText } from './plainWords.ts';
import { readPage } from './readPage.ts';
import { Selected } from './Selected.ts';

/** The same content in several formats: each program takes the richest that it knows. */
export interface Flavours {
  readonly 'text/plain': string;
  readonly 'text/html': string;
  readonly 'text/markdown': string;
}

/**
 * A message.
 * @param text its Markdown
 * @param pages where it is drawn; empty if it is shown as it was written
 */
export function messageFlavours(text: string, pages: readonly Element[]): Flavours {
  const written = copyableText(text);
  const blocks: CopiedBlock[] =
    pages.length === 0 ? [{ kind: 'verbatim', text: written }] : pages.flatMap((page) => readPage(page));
  return { 'text/plain': written, 'text/html': cleanHtml(blocks), 'text/markdown': written };
}

/** A code block. `language` as written behind its fence. */
export function codeFlavours(text: string, language: string): Flavours {
  const block = { kind: 'code', language, text } as const;
  return { 'text/plain': text, 'text/html': cleanHtml([block]), 'text/markdown': markdownOf([block]) };
}

/** The table in an element of a reply's page. */
export function tableFlavours(page: Element): Flavours {
  const blocks = readPage(page);
  const text = blocks.map((block) => (block.kind === 'table' ? tableText(block) : '')).join('\n');
  return { 'text/plain': text, 'text/html': cleanHtml(blocks), 'text/markdown': markdownOf(blocks) };
}

/** Who said something, and the elements in which that is drawn: those of pages, or one with nothing but text. */
export interface Turn {
  readonly name: string;
  readonly pages: readonly Element[];
}

/**
 * What is selected of some turns.
 * @returns `undefined` if that is nothing.
 * @see docs/spec.md M62
 */
export function selectionFlavours(range: Range, turns: readonly Turn[]): Flavours | undefined {
  const selected = new Selected(range);
  const read = turns.flatMap(({ name, pages }) => {
    const blocks = pages.flatMap((page) => (selected.touches(page) ? readTurn(page, selected) : []));
    return blocks.length === 0 ? [] : [{ name, blocks }];
  });
  const [first, ...others] = read;
  if (first === undefined) return undefined;
  if (others.length === 0) return flavoursOf(withoutFrames(first.blocks));
  return flavoursOf(read.flatMap(({ name, blocks }): CopiedBlock[] => [speaker(name), ...blocks]));
}

function readTurn(page: Element, selected: Selected): CopiedBlock[] {
  const [only, another] = page.childNodes;
  if (!(only instanceof Text) || another !== undefined) return readPage(page, selected);
  const text = selected.cut(only);
  return text === '' ? [] : [{ kind: 'verbatim', text }];
}

function speaker(name: string): CopiedBlock {
  return { kind: 'paragraph', content: [{ kind: 'strong', children: [{ kind: 'text', text: name }] }] };
}

/** Takes away what holds everything that is selected: a quote, an item, a table of one cell. */
function withoutFrames(blocks: readonly CopiedBlock[]): readonly CopiedBlock[] {
  const [block] = blocks;
  const content = block === undefined || blocks.length > 1 ? undefined : contentOf(block);
  return content === undefined || content.length === 0 ? blocks : withoutFrames(content);
}

function contentOf(block: CopiedBlock): readonly CopiedBlock[] | undefined {
  switch (block.kind) {
    case 'quote':
      return block.children;
    case 'list':
      return block.items.length === 1 ? block.items[0]?.children : undefined;
    case 'footnotes':
      return block.notes.length === 1 ? block.notes[0]?.children : undefined;
    default:
      return undefined;
  }
}

function flavoursOf(blocks: readonly CopiedBlock[]): Flavours {
  const [block] = blocks;
  const markdown = markdownOf(blocks);
  const whole = { 'text/plain': markdown, 'text/html': cleanHtml(blocks), 'text/markdown': markdown };
  if (block === undefined || blocks.length > 1) return whole;
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return { ...whole, 'text/plain': plainWords(block), 'text/html': inlineHtml(block.content) };
    case 'code':
      return { ...whole, 'text/plain': block.text, 'text/html': codeHtml(block.text) };
    case 'math':
    case 'verbatim':
      return { ...whole, 'text/plain': plainWords(block) };
    default:
      return whole;
  }
}
