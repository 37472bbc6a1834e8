import type { Run } from '../../conversation/Message.ts';
import { DemoMark } from '../models/DemoMark.tsx';

/** Who answered, when and how fast; quiet. */
export function MetaLine({ run, modelName, demo }: { run: Run; modelName: string; demo: boolean }) {
  const speed = tokensPerSecond(run);
  const at = new Date(run.startedAtMs);
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-[0.8125rem] text-fg-3 tabular-nums">
      <bdi className="max-w-48 truncate">{modelName}</bdi>
      {demo && <DemoMark />}
      <time dateTime={at.toISOString()} title={at.toLocaleString()}>
        {at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}
      </time>
      {speed !== undefined && <span>{speed} tokens/s</span>}
    </p>
  );
}

function tokensPerSecond({ reply, firstTextAtMs, endedAtMs }: Run): number | undefined {
  const tokens = reply.state.status === 'done' ? reply.state.usage?.outputTokens : undefined;
  if (!tokens || firstTextAtMs === undefined || endedAtMs === undefined || endedAtMs <= firstTextAtMs) return undefined;
  return Math.round(tokens / ((endedAtMs - firstTextAtMs) / 1000));
}
