import { useMemo, type RefObject } from 'react';
import { useCopy } from '../../hooks/useCopy.ts';
import { useCopySelection, type SelectionWriter } from '../../hooks/useCopySelection.ts';
import { flavours, loadedWriters, loadWriters } from '../../markdown/copy/lazyFlavours.ts';
import type { MarkdownActions } from '../../markdown/MarkdownActionsContext.ts';
import { turnsOf } from './turnsOf.ts';

/**
 * Has copies of selections in a thread made as Markdown, and gives what its copy buttons do.
 *
 * @param onSelect called when something is or may soon be selected
 */
export function useThreadCopies(thread: RefObject<Element | null>, onSelect: () => void): MarkdownActions {
  const [, copy] = useCopy();
  const writer = useMemo(() => selectionWriter(onSelect), [onSelect]);
  useCopySelection(thread, writer);
  return useMemo(
    () => ({
      onCopy: (code, language) => copy(flavours((writers) => writers.codeFlavours(code, language), code)),
      onCopyTable: (page) => copy(flavours((writers) => writers.tableFlavours(page))),
    }),
    [copy],
  );
}

/** Until what writes them is loaded selections are left to the browser. */
function selectionWriter(onSelect: () => void): SelectionWriter {
  return {
    prepare() {
      onSelect();
      // Asked for again with the next press.
      loadWriters().catch(() => undefined);
    },
    write: (range, thread) => loadedWriters()?.selectionFlavours(range, turnsOf(thread)),
  };
}
