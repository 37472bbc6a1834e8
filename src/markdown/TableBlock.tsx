import { Copy } from 'lucide-react';
import { memo, useContext, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { say } from '../words/say.ts';
import { drawEach } from './drawEach.ts';
import { isSameGroup, type GroupProps } from './groups.ts';
import { InlineText } from './InlineText.tsx';
import { createWordReader } from './longestWords.ts';
import { MarkdownActionsContext } from './MarkdownActionsContext.ts';
import type { TableNode, TableRow } from './markdownTree.ts';
import { FIRST_PART, partsOf } from './partsOf.ts';
import { ScrollBox } from './ScrollBox.tsx';
import { slices } from './slices/slices.ts';
import { useSlice } from './slices/useSlice.ts';
import { textDirection } from './textDirection.ts';
import { useColumns } from './useColumns.ts';
import { useSeal } from './useSeal.ts';

/** A table that scrolls inside its own box where it is wider than the column. Beside it, where something can copy, a button for that. */
export function TableBlock({ node, growing }: { node: TableNode; growing: boolean }): ReactElement {
  const { head, rows, aligns } = node;
  const dir = textDirection(node);
  const open = node.open === true;
  const parts = partsOf(rows);
  const kind = aligns.join();
  const isLong = parts.length > 1;
  const frame = useRef<HTMLDivElement>(null);
  const table = useColumns(isLong);
  const [wordsOf] = useState(createWordReader);
  const actions = useContext(MarkdownActionsContext);
  return (
    <div ref={frame} className="md-table-frame md-wide" dir={dir}>
      <ScrollBox label={say('Table')} className="md-table">
        <table ref={table} className={isLong ? 'md-long' : undefined} role={isLong ? 'table' : undefined}>
          <thead role={isLong ? 'rowgroup' : undefined}>
            <Row
              cells={head}
              tag="th"
              aligns={kind}
              isLong={isLong}
              words={isLong ? wordsOf(rows, FIRST_PART, node.finalRows) : undefined}
              open={open && rows.length === 0}
              growing={growing && rows.length === 0}
            />
          </thead>
          {drawEach(parts, (part, at) => (
            <Rows
              // Its alignment is decided with its first row: then, and only then, all is drawn again.
              key={`${kind} ${at}`}
              items={part}
              aligns={kind}
              isLong={isLong}
              isPart={at > 0}
              isFinal={at < parts.length - 1}
              open={open && node.finalRows < rows.length && at === parts.length - 1}
              growing={growing && at === parts.length - 1}
            />
          ))}
        </table>
      </ScrollBox>
      {actions && (
        <button
          type="button"
          aria-label={say('Copy table')}
          title={say('Copy table')}
          onClick={() => {
            if (frame.current !== null) actions.onCopyTable(frame.current);
          }}
        >
          <Copy aria-hidden size={16} strokeWidth={1.75} />
        </button>
      )}
    </div>
  );
}

interface RowsProps extends GroupProps<TableRow> {
  readonly aligns: string;
  /** Whether the table is more than one part. */
  readonly isLong: boolean;
  /** Whether this is not the first part. */
  readonly isPart: boolean;
  /** Whether this is not the last part. */
  readonly isFinal: boolean;
  /** Whether more of the last row may come. */
  readonly open: boolean;
}

const Rows = memo(
  function Rows({ items, aligns, isLong, isPart, isFinal, open, growing }: RowsProps): ReactElement | null {
    const isDrawn = useSlice();
    const part = useSeal<HTMLTableSectionElement>(isPart && isFinal, isDrawn);
    if (!isDrawn) return null;
    return (
      <tbody ref={part} className={isPart ? 'md-part' : undefined} role={isLong ? 'rowgroup' : undefined}>
        {drawEach(items, (cells, at) => {
          const isLast = at === items.length - 1;
          return (
            <Row
              cells={cells}
              tag="td"
              aligns={aligns}
              isLong={isLong}
              open={open && isLast}
              growing={growing && isLast}
            />
          );
        })}
      </tbody>
    );
  },
  (before, after) =>
    before.open === after.open &&
    before.isLong === after.isLong &&
    before.isFinal === after.isFinal &&
    isSameGroup(before, after),
);

interface RowProps {
  readonly cells: TableRow;
  readonly tag: 'th' | 'td';
  /** The alignment of each column, parted by commas. */
  readonly aligns: string;
  /** Later rows of a long table are laid out as a grid: then what they are must be said. */
  readonly isLong: boolean;
  /** How many characters the longest word of each column has in later rows. */
  readonly words?: readonly number[] | undefined;
  readonly open: boolean;
  readonly growing: boolean;
}

const Row = memo(function Row({ cells, tag, aligns, isLong, words, open, growing }: RowProps): ReactElement | null {
  if (!useSlice()) return null;
  slices.spend(3 + cells.length * 2);
  const growingCell = growing ? lastWritten(cells) : -1;
  const classes = aligns.split(',').map((align) => `md-${align}`);
  return (
    <tr role={isLong ? 'row' : undefined}>
      {drawEach(cells, (cell, at) => {
        const text = <InlineText content={cell} open={open} growing={at === growingCell} />;
        const word = words?.[at];
        const className = at === growingCell ? `${classes[at]} md-growing` : classes[at];
        const style = word === undefined ? undefined : { minInlineSize: `calc(${word}ch + 1.5rem)` };
        // A column without a name has no header: one would be read out as empty.
        return tag === 'th' && cell !== '' ? (
          <th dir="auto" scope="col" className={className} role={isLong ? 'columnheader' : undefined} style={style}>
            {text}
          </th>
        ) : (
          <td dir="auto" className={className} role={isLong ? 'cell' : undefined} style={style}>
            {text}
          </td>
        );
      })}
    </tr>
  );
});

/** Cells behind the one that is being written are empty. */
function lastWritten(cells: TableRow): number {
  return Math.max(
    cells.findLastIndex((cell) => cell !== ''),
    0,
  );
}
