import { blockNodes } from './blockNodes.ts';
import { blockTokens } from './blockTokens.ts';
import type { Definitions } from './blockTokens.ts';
import { closeMarks } from './closeMarks.ts';
import { inlineNodes } from './inlineNodes.ts';
import { inlineTokens } from './inlineTokens.ts';
import type { BlockNode } from './markdownTree.ts';
import { openTokens } from './openTokens.ts';
import { sealedGroups } from './sealedGroups.ts';
import { topLevelGroups } from './topLevelGroups.ts';
import type { TopLevelGroup } from './topLevelGroups.ts';
import type { Token } from 'markdown-it';

/** One top level block of a reply. A closed block that nothing can change any more is the same object in every later document. */
export interface Block {
  /** Where it begins in the text, in UTF-16 units: unique in its document and stable while the text grows. */
  readonly start: number;
  /** `open`: more of it may arrive, so nothing in it may be followed or opened yet. */
  readonly state: 'open' | 'closed';
  readonly node: BlockNode;
  /** What a later reference definition would need to know to read it again. */
  readonly origin: BlockOrigin;
}

interface BlockOrigin {
  readonly end: number;
  readonly outline: readonly number[];
  readonly unresolved: ReadonlySet<string>;
}

/** A reply's text as blocks, and what the next call needs to go on from here. */
export interface ReplyDocument {
  readonly text: string;
  readonly open: boolean;
  readonly blocks: readonly Block[];
  readonly sealed: Sealed;
}

/** The part of a text that no later text changes, reference definitions aside. */
interface Sealed {
  readonly blocks: readonly Block[];
  /** Where the rest begins. */
  readonly end: number;
  /** Up to where whole lines were looked at. */
  readonly scanned: number;
  readonly outline: readonly number[];
  readonly definitions: Definitions;
}

const nothingSealed: Sealed = { blocks: [], end: 0, scanned: 0, outline: [], definitions: new Map() };

/**
 * Splits a reply into its top level blocks.
 * @param open true while text is still arriving: then the blocks at the end are open and drawn as if their half-finished marks
 *   were closed. The blocks of a text that is not open do not depend on how it arrived.
 * @param previous the result for a shorter text of the same reply, if there is one: its finished blocks are taken over as they
 *   are and only what follows them is parsed.
 * @see docs/spec.md M10
 */
export function splitBlocks(text: string, open: boolean, previous?: ReplyDocument): ReplyDocument {
  const source = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
  if (previous?.text === source && previous.open === open) return previous;
  const known = previous !== undefined && source.startsWith(previous.text) ? previous.sealed : nothingSealed;
  const sealed = open ? seal(source, known) : known;
  const tail = source.slice(sealed.end);
  if (!open) return { text: source, open, blocks: settle(source, sealed, tail), sealed };
  const { tokens, leaf } = openTokens(tail);
  const read = readGroups(topLevelGroups(tokens, tail), { ...sealed, state: 'open', leaf });
  return { text: source, open, blocks: [...sealed.blocks, ...read.blocks], sealed };
}

/** Moves the border between what is final and what is not, as far as whole lines allow. */
function seal(source: string, known: Sealed): Sealed {
  const scanned = source.lastIndexOf('\n') + 1;
  if (scanned <= known.scanned) return known;
  const lines = source.slice(known.end, scanned);
  const { tokens, definitions } = blockTokens(lines);
  const groups = topLevelGroups(tokens, lines);
  const done = sealedGroups(groups, lines);
  if (done.length === 0) return { ...known, scanned };
  const merged = mergeDefinitions(known.definitions, definitions, done);
  const earlier = resolveLate(source, known.blocks, known.definitions, merged);
  const read = readGroups(done, { ...known, definitions: merged, state: 'closed', leaf: undefined });
  const end = known.end + (groups[done.length]?.start ?? lines.length);
  return { blocks: [...earlier, ...read.blocks], end, scanned, outline: read.outline, definitions: merged };
}

/** All blocks of a text that is complete. */
function settle(source: string, sealed: Sealed, tail: string): readonly Block[] {
  const { tokens, definitions } = blockTokens(tail);
  const groups = topLevelGroups(tokens, tail);
  const merged = mergeDefinitions(sealed.definitions, definitions, groups);
  const read = readGroups(groups, { ...sealed, definitions: merged, state: 'closed', leaf: undefined });
  return [...resolveLate(source, sealed.blocks, sealed.definitions, merged), ...read.blocks];
}

function mergeDefinitions(known: Definitions, found: Definitions, groups: readonly TopLevelGroup[]): Definitions {
  const merged = new Map(known);
  for (const label of groups.flatMap((group) => group.labels)) {
    const address = found.get(label);
    if (address !== undefined && !merged.has(label)) merged.set(label, address);
  }
  return merged.size === known.size ? known : merged;
}

/** Reads those blocks again that looked for a label which is defined only now. */
function resolveLate(
  source: string,
  blocks: readonly Block[],
  before: Definitions,
  now: Definitions,
): readonly Block[] {
  if (now === before) return blocks;
  return blocks.map((block) => {
    const { end, outline, unresolved } = block.origin;
    if (![...unresolved].some((label) => now.has(label))) return block;
    const text = source.slice(block.start, end);
    const groups = topLevelGroups(blockTokens(text).tokens, text);
    const place = { end: block.start, outline, definitions: now, state: block.state, leaf: undefined };
    return readGroups(groups, place).blocks[0] ?? block;
  });
}

interface Place extends Pick<Sealed, 'end' | 'outline' | 'definitions'> {
  readonly state: Block['state'];
  readonly leaf: Token | undefined;
}

/** @param place what stands before the groups; their offsets count from its end. */
function readGroups(groups: readonly TopLevelGroup[], place: Place): { blocks: Block[]; outline: readonly number[] } {
  const outline = [...place.outline];
  const blocks = groups.flatMap((group) => {
    const before = [...outline];
    const unresolved = new Set<string>();
    const inline = (token: Token) => {
      const content = token === place.leaf ? closeMarks(token.content, place.definitions) : token.content;
      const read = inlineTokens(content, place.definitions);
      for (const label of read.unresolved) unresolved.add(label);
      return inlineNodes(read.tokens);
    };
    const origin = { end: place.end + group.end, outline: before, unresolved };
    const nodes = blockNodes(group.tokens, { inline, outline });
    return nodes.map((node): Block => ({ start: place.end + group.start, state: place.state, node, origin }));
  });
  return { blocks, outline };
}
