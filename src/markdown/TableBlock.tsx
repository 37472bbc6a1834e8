import type { ReactElement } from 'react';
import { drawEach } from './drawEach.ts';
import type { TableCell, TableNode } from './markdownTree.ts';
import { ScrollBox } from './ScrollBox.tsx';
import { textDirection } from './textDirection.ts';
import { textWithCaret } from './textWithCaret.tsx';
import type { BlockPlace } from './textWithCaret.tsx';

/** A table that scrolls inside its own box where it is wider than the column. */
export function TableBlock({ node, place }: { node: TableNode; place: BlockPlace }): ReactElement {
  const dir = textDirection(node);
  const row = (cells: readonly TableCell[], tag: 'th' | 'td', last: boolean) => {
    const growingCell = place.growing && last ? lastWritten(cells) : -1;
    return (
      <tr>
        {drawEach(cells, (cell, at) => {
          const text = textWithCaret(cell, { ...place, growing: at === growingCell });
          const className = `md-${node.aligns[at] ?? 'start'}`;
          return tag === 'th' ? (
            <th dir="auto" scope="col" className={className}>
              {text}
            </th>
          ) : (
            <td dir="auto" className={className}>
              {text}
            </td>
          );
        })}
      </tr>
    );
  };
  return (
    <ScrollBox label="Table" className="md-table md-wide" {...(dir === undefined ? {} : { dir })}>
      <table>
        <thead>{row(node.head, 'th', node.rows.length === 0)}</thead>
        {node.rows.length === 0 ? null : (
          <tbody>{drawEach(node.rows, (cells, at) => row(cells, 'td', at === node.rows.length - 1))}</tbody>
        )}
      </table>
    </ScrollBox>
  );
}

/** Cells behind the one that is being written are empty. */
function lastWritten(cells: readonly TableCell[]): number {
  return Math.max(
    cells.findLastIndex((cell) => cell.length > 0),
    0,
  );
}
