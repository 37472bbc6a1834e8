import { memo, useContext, useState, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { createInlineReader, type InlineRun } from './createInlineReader.ts';
import { drawEach } from './drawEach.ts';
import { inlineElements, type InlinePlace } from './inlineElements.tsx';
import { LabelsContext } from './LabelsContext.ts';

export interface InlineTextProps {
  /** Markdown, as written in one block. */
  readonly content: string;
  /** True while more of it may come: then nothing in it may be followed. */
  readonly open?: boolean | undefined;
  /** True where the reply's text goes on. */
  readonly growing?: boolean;
}

/** The text of one block, followed by the caret if more of it is to come. */
export const InlineText = memo(function InlineText({ content, open = false, growing = false }: InlineTextProps) {
  const labels = useContext(LabelsContext);
  const [reader] = useState(createInlineReader);
  // Others only when one is defined that was looked for in vain.
  const known = useSyncExternalStore(labels.subscribe, () => reader.latest(labels.current));
  const runs = reader.read(content, open, known);
  return (
    <>
      {drawEach(runs, (run, at) => (
        <Run run={run} place={placeOf(open, growing && at === runs.length - 1)} />
      ))}
      {growing ? <Caret /> : null}
    </>
  );
});

function placeOf(open: boolean, growing: boolean): InlinePlace {
  if (!open) return 'closed';
  return growing ? 'tail' : 'open';
}

const Run = memo(function Run({ run, place }: { run: InlineRun; place: InlinePlace }) {
  return inlineElements(run, place);
});

/** The soft caret at the end of text that goes on. */
export function Caret(): ReactElement {
  return <span className="md-caret" aria-hidden="true" />;
}
