import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { Run } from '../../conversation/Message.ts';
import { useSeconds } from '../../hooks/useSeconds.ts';
import { Markdown } from '../../markdown/Markdown.tsx';
import { say } from '../../words/say.ts';

/** What the model thought before it answered: one line, opened on demand. Never part of a copy. */
export function ReasoningPart({ text, open, run }: { text: string; open: boolean; run: Run }) {
  const [expanded, setExpanded] = useState(false);
  const bodyId = useId();
  const untilNow = useSeconds(run.startedAtMs, open);
  const end = run.firstTextAtMs ?? run.endedAtMs;
  const seconds = open || end === undefined ? untilNow : Math.max(0, Math.round((end - run.startedAtMs) / 1000));
  return (
    <div className="mb-3">
      <button
        type="button"
        aria-expanded={expanded}
        aria-controls={bodyId}
        onClick={() => setExpanded(!expanded)}
        className="-ms-1 inline-flex min-h-(--target) items-center gap-1 rounded-lg pe-2 text-[0.9375rem] text-fg-3 transition-colors hover:text-fg-1"
      >
        <ChevronRight
          aria-hidden
          size={16}
          strokeWidth={1.75}
          className={`transition-transform ${expanded ? 'rotate-90' : 'rtl:-scale-x-100'}`}
        />
        <span className="tabular-nums">{label(open, seconds)}</span>
      </button>
      <div id={bodyId} hidden={!expanded} className="mt-1 border-s-[3px] border-line ps-4 text-[0.9375rem] text-fg-2">
        {expanded && <Markdown text={text} open={open} />}
      </div>
    </div>
  );
}

function label(open: boolean, seconds: number): string {
  if (open) return say('Thinking… {seconds} s', { seconds });
  return seconds < 1 ? say('Thought for a moment') : say('Thought for {seconds} s', { seconds });
}
