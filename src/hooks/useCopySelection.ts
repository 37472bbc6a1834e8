import { useEffect, type RefObject } from 'react';
import { fillClipboard, type CopyContent } from './writeClipboard.ts';

/** What can make content of a selection. Keep it the same from render to render. */
export interface SelectionWriter {
  /** Called when something may be copied soon: a copy waits for nothing. */
  prepare(): void;
  /** @returns what is copied of a range in the area; `undefined` leaves it to the browser. */
  write(range: Range, area: Element): CopyContent | undefined;
}

/**
 * Has copies of selections in an area made by the writer.
 *
 * @see docs/spec.md M62
 */
export function useCopySelection(area: RefObject<Element | null>, writer: SelectionWriter): void {
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const onCopy = (event: ClipboardEvent) => {
      const range = event.defaultPrevented || isField(event.target) ? undefined : selectedRange();
      if (range === undefined || area.current === null || !range.intersectsNode(area.current)) return;
      const content = writer.write(range, area.current);
      if (content !== undefined) fillClipboard(event, content);
    };
    const onSelection = () => {
      if (selectedRange() !== undefined) writer.prepare();
    };
    document.addEventListener('copy', onCopy, { signal });
    document.addEventListener('selectionchange', onSelection, { signal });
    document.addEventListener('pointerdown', () => writer.prepare(), { signal });
    return () => listening.abort();
  }, [area, writer]);
}

/** Some browsers can select several ranges: those copy them themselves. */
function selectedRange(): Range | undefined {
  const selection = getSelection();
  return selection?.rangeCount === 1 && !selection.isCollapsed ? selection.getRangeAt(0) : undefined;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea'));
}
