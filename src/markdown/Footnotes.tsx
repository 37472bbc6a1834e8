import { memo } from 'react';
import type { ReactElement } from 'react';
import { say } from '../words/say.ts';
import { Blocks } from './Blocks.tsx';
import { drawEach } from './drawEach.ts';
import { GROUP_SIZE, groupsOf, isSameGroup, type GroupProps } from './groups.ts';
import type { Footnote } from './markdownTree.ts';
import { Part } from './Part.tsx';
import { showFootnoteMark } from './showFootnote.ts';
import { slices } from './slices/slices.ts';
import { useSlice } from './slices/useSlice.ts';

interface FootnotesProps {
  readonly footnotes: readonly Footnote[];
  /** True where the reply's text goes on in the last of them. */
  readonly growing: boolean;
  readonly headingOffset: number;
}

/** The footnotes of a reply, in the order in which they are written. */
export function Footnotes({ footnotes, growing, headingOffset }: FootnotesProps): ReactElement {
  const groups = groupsOf(footnotes);
  return (
    <section className="md-footnotes" aria-label={say('Footnotes')}>
      <ol>
        {drawEach(groups, (group, at) => {
          const isLast = at === groups.length - 1;
          const first = at * GROUP_SIZE + 1;
          const drawn = (
            <FootnoteGroup items={group} first={first} growing={growing && isLast} headingOffset={headingOffset} />
          );
          return at === 0 ? drawn : <Part isFinal={!isLast}>{drawn}</Part>;
        })}
      </ol>
    </section>
  );
}

interface FootnoteGroupProps extends GroupProps<Footnote> {
  /** The number of the first of them. */
  readonly first: number;
  readonly headingOffset: number;
}

const FootnoteGroup = memo(function FootnoteGroup(props: FootnoteGroupProps): ReactElement | null {
  const { items, first, growing, headingOffset } = props;
  if (!useSlice()) return null;
  slices.spend(items.length * 8);
  return (
    <>
      {drawEach(items, ({ children }, at) => (
        // Numbers do not count on into a part, which is contained.
        <li tabIndex={-1} data-footnote={first + at} value={at === 0 && first > 1 ? first : undefined}>
          <Blocks blocks={children} growing={growing && at === items.length - 1} headingOffset={headingOffset} />
          <button
            type="button"
            className="md-footnote-back"
            aria-label={say('Back to the text of footnote {number}', { number: first + at })}
            onClick={(event) => showFootnoteMark(event, first + at)}
          />
        </li>
      ))}
    </>
  );
}, isSameGroup);
