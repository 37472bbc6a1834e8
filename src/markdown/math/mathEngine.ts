import { ownWorker } from '../../workers/ownWorker.ts';
import { createMathEngine } from './createMathEngine.ts';
// The name of the worker's file, which Vite writes; the file itself exports nothing.
// oxlint-disable-next-line import/default
import workerUrl from './math.worker.ts?worker&url';
import { Typesetter } from './Typesetter.ts';

/** Without them the first formulas would be invisible for a moment. */
const fonts = Promise.allSettled(['1em KaTeX_Main', 'italic 1em KaTeX_Math'].map((font) => document.fonts.load(font)));

/** The page's one engine for formulas. */
export const mathEngine = createMathEngine(
  new Typesetter(() => ownWorker(workerUrl)),
  // Every other frame: what was drawn in the one before is in the page by then, and does not add up.
  (act) => void fonts.then(() => requestAnimationFrame(() => requestAnimationFrame(act))),
);
