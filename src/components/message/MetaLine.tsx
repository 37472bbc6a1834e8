import { memo } from 'react';
import type { Run } from '../../conversation/Message.ts';
import { DemoMark } from '../models/DemoMark.tsx';
import { formatLocales } from '../../words/formatLocales.ts';
import { say } from '../../words/say.ts';

/** Who answered, when and how fast; quiet. */
export function MetaLine({
  run,
  modelName,
  demo,
  edited,
}: {
  run: Run;
  modelName: string;
  demo: boolean;
  /** Whether a person wrote this version. */
  edited: boolean;
}) {
  const speed = tokensPerSecond(run);
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-[0.8125rem] text-fg-3 tabular-nums">
      <bdi className="max-w-48 truncate">{modelName}</bdi>
      {demo && <DemoMark />}
      {edited && <span>{say('Edited')}</span>}
      {run.instruction !== undefined && (
        <span dir="auto" className="max-w-60 truncate" title={run.instruction}>
          <span className="sr-only">{say('Asked for:')} </span>“{run.instruction}”
        </span>
      )}
      <When atMs={run.startedAtMs} />
      {speed !== undefined && <span>{say('{speed} tokens/s', { speed })}</span>}
    </p>
  );
}

/** A moment, in milliseconds since 1970. */
const When = memo(function When({ atMs }: { atMs: number }) {
  const at = new Date(atMs);
  return (
    <time dateTime={at.toISOString()} title={formats().dateAndTime.format(at)}>
      {formats().time.format(at)}
    </time>
  );
});

interface TimeFormats {
  readonly dateAndTime: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
}

let made: TimeFormats | undefined;

/** Making one takes longer than drawing a turn. */
function formats(): TimeFormats {
  made ??= {
    dateAndTime: new Intl.DateTimeFormat([...formatLocales()], { dateStyle: 'short', timeStyle: 'medium' }),
    time: new Intl.DateTimeFormat([...formatLocales()], { timeStyle: 'short' }),
  };
  return made;
}

function tokensPerSecond({ reply, firstTextAtMs, endedAtMs }: Run): number | undefined {
  const usage = reply.state.status === 'done' ? reply.state.usage : undefined;
  // The clock runs from the first text on, so what was thought before it does not count.
  const tokens = (usage?.outputTokens ?? 0) - (usage?.reasoningTokens ?? 0);
  if (firstTextAtMs === undefined || endedAtMs === undefined) return undefined;
  return tokens > 0 && endedAtMs > firstTextAtMs
    ? Math.round(tokens / ((endedAtMs - firstTextAtMs) / 1000))
    : undefined;
}
