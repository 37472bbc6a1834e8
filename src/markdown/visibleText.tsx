import type { ReactNode } from 'react';
import { drawEach } from './drawEach.ts';
import { textPieces, type TextPiece } from './hiddenCharacters.ts';

/** So many marks are drawn in one stretch of text. */
const MOST_MARKS = 32;

/** What stands for a hidden character behind those: it can be seen as well, and is no element of its own. */
const STAND_IN = '\uFFFD';

/**
 * Text with a small mark in place of each character that a reader could not see. Control characters stay inside their mark, isolated,
 * so that a selection copies them; smuggled ones are left out.
 * @see docs/spec.md M8
 */
export function visibleText(text: string, where: 'prose' | 'code'): ReactNode {
  const pieces = textPieces(text, where);
  if (pieces.every((piece) => piece.kind === 'plain')) return text;
  return drawEach(withFewMarks(pieces), (piece) => {
    if (piece.kind === 'plain') return piece.text;
    return (
      <bdi className="md-mark" data-mark={piece.name}>
        {piece.text}
      </bdi>
    );
  });
}

function withFewMarks(pieces: readonly TextPiece[]): readonly TextPiece[] {
  const last = pieces.filter(({ kind }) => kind === 'hidden')[MOST_MARKS - 1];
  if (last === undefined) return pieces;
  const end = pieces.indexOf(last) + 1;
  const rest = pieces.slice(end).map((piece) => (piece.kind === 'plain' ? piece.text : STAND_IN));
  return [...pieces.slice(0, end), { kind: 'plain', text: rest.join('') }];
}
