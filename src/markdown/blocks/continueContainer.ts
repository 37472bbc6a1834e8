import type { LineCursor } from './LineCursor.ts';
import type { OpenContainer } from './openBlocks.ts';

/**
 * Consumes what shows that a line is in an open container.
 * @returns `marked` when it took a mark, so that what follows may be blank without being a blank line of what lies around it.
 */
export function continueContainer(container: OpenContainer, cursor: LineCursor): 'marked' | 'stays' | 'leaves' {
  switch (container.kind) {
    case 'document':
    case 'list':
      return 'stays';
    case 'quote':
      if (cursor.isBlank || cursor.indent >= 4 || !cursor.text.startsWith('>')) return 'leaves';
      cursor.skipMarks(1);
      cursor.skipColumns(1);
      return 'marked';
    case 'item':
      return stays(cursor, container.indent, container.children.length > 0 || !container.afterBlank);
    case 'footnote':
      return stays(cursor, 4, true);
  }
}

function stays(cursor: LineCursor, indent: number, mayBeBlank: boolean): 'stays' | 'leaves' {
  if (cursor.isBlank) {
    if (mayBeBlank) cursor.skipBlanks();
    return mayBeBlank ? 'stays' : 'leaves';
  }
  if (cursor.indent < indent) return 'leaves';
  cursor.skipColumns(indent);
  return 'stays';
}
