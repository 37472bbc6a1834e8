import { useMemo, type RefObject } from 'react';
import { useCopy } from '../../hooks/useCopy.ts';
import { useCopySelection, type SelectionWriter } from '../../hooks/useCopySelection.ts';
import type { Turn } from '../../markdown/copy/flavours.ts';
import { flavours, loadedWriters, loadWriters } from '../../markdown/copy/lazyFlavours.ts';
import type { MarkdownActions } from '../../markdown/MarkdownActionsContext.ts';

/** Has copies of selections in a thread made as Markdown, and gives what its copy buttons do. */
export function useThreadCopies(thread: RefObject<Element | null>): MarkdownActions {
  const [, copy] = useCopy();
  useCopySelection(thread, selectionWriter);
  return useMemo(
    () => ({
      onCopy: (code, language) => copy(flavours((writers) => writers.codeFlavours(code, language), code)),
      onCopyTable: (page) => copy(flavours((writers) => writers.tableFlavours(page))),
    }),
    [copy],
  );
}

/** Until what writes them is loaded selections are left to the browser. */
const selectionWriter: SelectionWriter = {
  prepare() {
    // Asked for again with the next press.
    loadWriters().catch(() => undefined);
  },
  write: (range, thread) => loadedWriters()?.selectionFlavours(range, turnsOf(thread)),
};

/** Of an answer only what is drawn as Markdown is its text; a question is text alone. */
function turnsOf(thread: Element): Turn[] {
  return [...thread.querySelectorAll('article')].map((turn) => {
    const pages = [...turn.querySelectorAll('.md')];
    return {
      name: turn.querySelector('h2')?.textContent ?? '',
      pages: pages.length > 0 ? pages : [...turn.querySelectorAll('[data-reply-body]')],
    };
  });
}
