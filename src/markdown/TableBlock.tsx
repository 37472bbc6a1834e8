import { Copy } from 'lucide-react';
import { memo, useContext, useRef } from 'react';
import type { ReactElement } from 'react';
import { drawEach } from './drawEach.ts';
import { groupsOf, isSameGroup, type GroupProps } from './groups.ts';
import { InlineText } from './InlineText.tsx';
import { MarkdownActionsContext } from './MarkdownActionsContext.ts';
import type { TableNode, TableRow } from './markdownTree.ts';
import { ScrollBox } from './ScrollBox.tsx';
import { textDirection } from './textDirection.ts';

/** A table that scrolls inside its own box where it is wider than the column. Beside it, where something can copy, a button for that. */
export function TableBlock({ node, growing }: { node: TableNode; growing: boolean }): ReactElement {
  const { head, rows, aligns } = node;
  const dir = textDirection(node);
  const open = node.open === true;
  const groups = groupsOf(rows);
  const kind = aligns.join();
  const frame = useRef<HTMLDivElement>(null);
  const actions = useContext(MarkdownActionsContext);
  return (
    <div ref={frame} className="md-table-frame md-wide" dir={dir}>
      <ScrollBox label="Table" className="md-table">
        <table>
          <thead>
            <Row
              cells={head}
              tag="th"
              aligns={kind}
              open={open && rows.length === 0}
              growing={growing && rows.length === 0}
            />
          </thead>
          {rows.length === 0 ? null : (
            // Its alignment is decided with its first row: then, and only then, all is drawn again.
            <tbody key={kind}>
              {drawEach(groups, (group, at) => (
                <Rows
                  items={group}
                  aligns={kind}
                  open={open && node.finalRows < rows.length && at === groups.length - 1}
                  growing={growing && at === groups.length - 1}
                />
              ))}
            </tbody>
          )}
        </table>
      </ScrollBox>
      {actions && (
        <button
          type="button"
          aria-label="Copy table"
          title="Copy table"
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
  /** Whether more of the last row may come. */
  readonly open: boolean;
}

const Rows = memo(
  function Rows({ items, aligns, open, growing }: RowsProps): ReactElement {
    return (
      <>
        {drawEach(items, (cells, at) => {
          const isLast = at === items.length - 1;
          return <Row cells={cells} tag="td" aligns={aligns} open={open && isLast} growing={growing && isLast} />;
        })}
      </>
    );
  },
  (before, after) => before.open === after.open && isSameGroup(before, after),
);

interface RowProps {
  readonly cells: TableRow;
  readonly tag: 'th' | 'td';
  /** The alignment of each column, parted by commas. */
  readonly aligns: string;
  readonly open: boolean;
  readonly growing: boolean;
}

const Row = memo(function Row({ cells, tag, aligns, open, growing }: RowProps): ReactElement {
  const growingCell = growing ? lastWritten(cells) : -1;
  const classes = aligns.split(',').map((align) => `md-${align}`);
  return (
    <tr>
      {drawEach(cells, (cell, at) => {
        const text = <InlineText content={cell} open={open} growing={at === growingCell} />;
        return tag === 'th' ? (
          <th dir="auto" scope="col" className={classes[at]}>
            {text}
          </th>
        ) : (
          <td dir="auto" className={classes[at]}>
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
