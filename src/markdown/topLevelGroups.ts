import type { Token } from 'markdown-it';

/** The tokens of one top level block. */
export interface TopLevelGroup {
  /** The type of its first token, for example `paragraph_open`. */
  readonly type: string;
  readonly tokens: readonly Token[];
  /** Its first and its last line's end, as offsets in the source, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The reference labels that it defines. */
  readonly labels: readonly string[];
}

/** Cuts the tokens of a source where one top level block ends and the next begins. */
export function topLevelGroups(tokens: readonly Token[], source: string): TopLevelGroup[] {
  const starts = lineStarts(source);
  const groups: TopLevelGroup[] = [];
  let first = 0;
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    depth += token.nesting;
    if (depth > 0) continue;
    const own = tokens.slice(first, at + 1);
    const [from, to] = own[0]?.map ?? [0, 0];
    groups.push({
      type: own[0]?.type ?? '',
      tokens: own,
      start: starts[from] ?? source.length,
      end: starts[to] ?? source.length,
      labels: own.flatMap((each) => (each.type === 'reference_definition' ? [String(each.meta?.['label'])] : [])),
    });
    first = at + 1;
  }
  return groups;
}

function lineStarts(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
