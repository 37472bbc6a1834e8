import { ownWorker } from '../../workers/ownWorker.ts';
import type { CodeSheet } from './CodeSheet.ts';
import { Highlighter } from './Highlighter.ts';
// Vite makes this a file of its own and exports its address.
// oxlint-disable-next-line import/default
import workerUrl from './highlight.worker.ts?worker&url';

const highlighter = new Highlighter(() => ownWorker(workerUrl));

/** Colours a sheet while it grows, by the page's one worker for code. */
export function highlight(sheet: CodeSheet, language: string): void {
  highlighter.add(sheet, language);
}
