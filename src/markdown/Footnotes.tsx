import { Undo2 } from 'lucide-react';
import type { MouseEvent, ReactElement } from 'react';
import { Blocks } from './Blocks.tsx';
import type { Footnote } from './markdownTree.ts';

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
        {footnotes.map(({ children }, at) => (
          <li key={at} tabIndex={-1} data-footnote={at + 1}>
            <Blocks blocks={children} growing={growing && at === footnotes.length - 1} headingOffset={headingOffset} />
            <button
              type="button"
              className="md-footnote-back"
              aria-label={`Back to the text of footnote ${at + 1}`}
              onClick={(event) => focusIn(event, `[data-footnote-mark="${at + 1}"]`)}
            >
              <Undo2 aria-hidden size={14} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Goes to the footnote with this number. */
export function showFootnote(event: MouseEvent, number: number): void {
  focusIn(event, `[data-footnote="${number}"]`);
}

/** Within the same reply: numbers begin anew in each, and ids would not. */
function focusIn(event: MouseEvent, selector: string): void {
  const target = event.currentTarget.closest('.md')?.querySelector<HTMLElement>(selector);
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: 'nearest' });
}
