import MarkdownIt from 'markdown-it';

const { helpers, utils } = new MarkdownIt();

/** `[label]:` where a definition begins; a label is at most 999 characters. */
const labelPattern = /^\[((?:[^\\[\]]|\\[^]){1,999})\]:[ \t]*\n?[ \t]*/;

/** A label as it is compared: letters of both cases and any run of blanks are the same. */
export function normalLabel(label: string): string {
  return utils.normalizeReference(label);
}

/**
 * Takes the reference definitions off the beginning of a paragraph. Whether an address may be followed is decided where it is drawn.
 * @returns what is left.
 * @see https://spec.commonmark.org/0.31.2/#link-reference-definitions
 */
export function takeDefinitions(content: string, define: (label: string, address: string) => void): string {
  let rest = content;
  for (;;) {
    const found = firstDefinition(rest);
    if (found === undefined) return rest;
    define(found.label, found.address);
    rest = rest.slice(found.length);
  }
}

function firstDefinition(text: string): { label: string; address: string; length: number } | undefined {
  const opening = labelPattern.exec(text);
  const label = normalLabel(opening?.[1] ?? '');
  if (opening === null || label === '') return undefined;
  const address = helpers.parseLinkDestination(text, opening[0].length, text.length);
  if (!address.ok) return undefined;
  const length = endBehindTitle(text, address.pos) ?? endOfLine(text, address.pos);
  return length === undefined ? undefined : { label, address: address.str, length };
}

/** Where the line ends, if nothing follows in it. */
function endOfLine(text: string, at: number): number | undefined {
  const blanks = /^[ \t]*(?:\n|$)/.exec(text.slice(at));
  return blanks === null ? undefined : at + blanks[0].length;
}

function endBehindTitle(text: string, at: number): number | undefined {
  const gap = /^[ \t]*\n?[ \t]*/.exec(text.slice(at))?.[0].length ?? 0;
  if (gap === 0) return undefined;
  const title = helpers.parseLinkTitle(text, at + gap, text.length);
  return title.ok ? endOfLine(text, title.pos) : undefined;
}
