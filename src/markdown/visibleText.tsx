import type { ReactNode } from 'react';
import { drawEach } from './drawEach.ts';
import { textPieces } from './hiddenCharacters.ts';

/**
 * Text with a small mark in place of each character that a reader could not see. Control characters stay inside their mark, isolated,
 * so that a selection copies them; smuggled ones are left out.
 * @see docs/spec.md M8
 */
export function visibleText(text: string, where: 'prose' | 'code'): ReactNode {
  const pieces = textPieces(text, where);
  if (pieces.every((piece) => piece.kind === 'plain')) return text;
  return drawEach(pieces, (piece) => {
    if (piece.kind === 'plain') return piece.text;
    return (
      <bdi className="md-mark" data-mark={piece.name}>
        {piece.text}
      </bdi>
    );
  });
}
