/** A stretch of text: either plain, or one character that a reader would not see and that is drawn as a mark. */
export type TextPiece =
  | { readonly kind: 'plain'; readonly text: string }
  /** `name` is its code point, as in `U+202E`; `text` is empty if the character must not reach a copy. */
  | { readonly kind: 'hidden'; readonly text: string; readonly name: string };

// Control characters, tags outside flags, and runs of variation selectors (a way to smuggle text); tab and line feed are layout.
const controls = String.raw`[\0-\x08\x0B-\x1F\x7F-\x9F]`;
// A flag of a part of a country names it with a region and a subdivision: longer ones could carry any message.
const flag = String.raw`\u{1F3F4}[\u{E0061}-\u{E007A}]{2}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,4}\u{E007F}`;
const tags = String.raw`[\u{E0000}-\u{E007F}]`;
const selectors = String.raw`[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]`;
const bidiControls = String.raw`[\u202A-\u202E\u2066-\u2069]`;
const smuggledCharacters = `${tags}|(?<=${selectors})${selectors}`;
const hiddenInText = new RegExp(`${flag}|(${smuggledCharacters})|(${controls})`, 'gu');
const hiddenInCode = new RegExp(`${flag}|(${smuggledCharacters})|(${controls}|${bidiControls})`, 'gu');

/**
 * Splits text where it holds characters that a reader cannot see. In code the bidirectional controls count as well, because they
 * make code read otherwise than it runs; in prose they are legitimate and the block isolates them.
 * @see docs/spec.md M8
 */
export function textPieces(text: string, where: 'prose' | 'code'): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(where === 'code' ? hiddenInCode : hiddenInText)) {
    const [all, smuggled, control] = match;
    if (smuggled === undefined && control === undefined) continue;
    if (match.index > end) pieces.push({ kind: 'plain', text: text.slice(end, match.index) });
    pieces.push({ kind: 'hidden', text: control ?? '', name: codePointName(all) });
    end = match.index + all.length;
  }
  if (end < text.length) pieces.push({ kind: 'plain', text: text.slice(end) });
  return pieces;
}

/** The text as it may go to the clipboard: as written, without characters that only serve to smuggle text past a reader. */
export function copyableText(text: string): string {
  return textPieces(text, 'prose')
    .map((piece) => piece.text)
    .join('');
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
