import type { ReactElement } from 'react';
import type { FootnoteMark } from './markdownTree.ts';
import { showFootnote } from './showFootnote.ts';

interface FootnoteMarkProps {
  readonly node: FootnoteMark;
  /** False inside a link, where nothing else can be pressed. */
  readonly live: boolean;
}

/** The mark of a footnote in the text: a button that goes there, once the footnote has come. */
export function FootnoteMarkView({ node: { label, number }, live }: FootnoteMarkProps): ReactElement {
  if (number === undefined || !live) return <sup className="md-footnote-mark">{number ?? label}</sup>;
  return (
    <sup className="md-footnote-mark">
      <button
        type="button"
        data-footnote-mark={number}
        aria-label={`Footnote ${number}`}
        onClick={(event) => showFootnote(event, number)}
      >
        {number}
      </button>
    </sup>
  );
}
