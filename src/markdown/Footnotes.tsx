import { Undo2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { Blocks } from './Blocks.tsx';
import { drawEach } from './drawEach.ts';
import type { Footnote } from './markdownTree.ts';
import { showFootnoteMark } from './showFootnote.ts';

interface FootnotesProps {
  readonly footnotes: readonly Footnote[];
  /** True where the reply's text goes on in the last of them. */
  readonly growing: boolean;
  readonly headingOffset: number;
}

/** The footnotes of a reply, in the order in which they are written. */
export function Footnotes({ footnotes, growing, headingOffset }: FootnotesProps): ReactElement {
  return (
    <section className="md-footnotes" aria-label="Footnotes">
      <ol>
        {drawEach(footnotes, ({ children }, at) => (
          <li tabIndex={-1} data-footnote={at + 1}>
            <Blocks blocks={children} growing={growing && at === footnotes.length - 1} headingOffset={headingOffset} />
            <button
              type="button"
              className="md-footnote-back"
              aria-label={`Back to the text of footnote ${at + 1}`}
              onClick={(event) => showFootnoteMark(event, at + 1)}
            >
              <Undo2 aria-hidden size={14} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
