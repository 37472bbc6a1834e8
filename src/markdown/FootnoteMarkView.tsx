import type { ReactElement } from 'react';
import { say } from '../words/say.ts';
import type { FootnoteMark } from './markdownTree.ts';
import { showFootnote } from './showFootnote.ts';

/** The mark of a footnote in the text: a button that goes there, once the footnote has come. */
export function FootnoteMarkView({ node: { label, number } }: { node: FootnoteMark }): ReactElement {
  if (number === undefined) return <sup className="md-footnote-mark">{label}</sup>;
  return (
    <sup className="md-footnote-mark">
      <button
        type="button"
        data-footnote-mark={number}
        aria-label={say('Footnote {number}', { number })}
        onClick={(event) => showFootnote(event, number)}
      >
        {number}
      </button>
    </sup>
  );
}
