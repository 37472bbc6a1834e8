import { useContext } from 'react';
import type { ReactElement } from 'react';
import { normalLabel } from './blocks/takeDefinitions.ts';
import { showFootnote } from './Footnotes.tsx';
import { LabelsContext } from './LabelsContext.ts';

/** The mark of a footnote in the text: a button that goes there, once the footnote has come. */
export function FootnoteMarkView({ label }: { label: string }): ReactElement {
  const number = useContext(LabelsContext).current.footnotes.get(normalLabel(label));
  if (number === undefined) return <sup className="md-footnote-mark">{label}</sup>;
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
