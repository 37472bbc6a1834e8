import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/**
 * Tells the later rows of a long table how wide the columns of its first rows are, as `--md-columns`.
 * @param isLong whether there are such rows. It stays so.
 * @see docs/spec.md M56
 */
export function useColumns(isLong: boolean): RefObject<HTMLTableElement | null> {
  const table = useRef<HTMLTableElement>(null);
  useLayoutEffect(() => {
    const element = table.current;
    if (!isLong || element === null) return undefined;
    const cells = [...(element.tHead?.rows[0]?.cells ?? [])];
    const measure = () => {
      const widths = cells.map((cell) => `${cell.getBoundingClientRect().width}px`);
      element.style.setProperty('--md-columns', widths.join(' '));
    };
    const observer = new ResizeObserver(measure);
    for (const cell of cells) observer.observe(cell);
    measure();
    return () => {
      observer.disconnect();
    };
  }, [isLong]);
  return table;
}
