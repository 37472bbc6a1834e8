import type { Run } from '../../conversation/Message.ts';
import { useDelayed } from '../../hooks/useDelayed.ts';
import { useOffline } from '../../hooks/useOffline.ts';
import { useSeconds } from '../../hooks/useSeconds.ts';
import { say } from '../../words/say.ts';

const QUIET_MS = 300;
const COUNT_FROM_SECONDS = 2;
const EXPLAIN_FROM_SECONDS = 5;

/**
 * What stands where the reply will: nothing at first, then who is waited for, then since when, and what else it may be. Keeps its height
 * throughout.
 */
export function WaitingLine({ run, modelName }: { run: Run; modelName: string }) {
  const visible = useDelayed(true, QUIET_MS);
  const seconds = useSeconds(run.startedAtMs, true);
  // Such tabs share no connections (G7): a sixth one may stand behind five others.
  const isExplained = seconds >= EXPLAIN_FROM_SECONDS && !('locks' in navigator);
  const isHeld = useOffline() && run.reply.seq === 0;
  return (
    <p className="min-h-[1.6rem] text-fg-3">
      {isHeld && say('Waiting for the connection. It will be sent once.')}
      {visible && !isHeld && (
        <span className="tabular-nums">
          {seconds < COUNT_FROM_SECONDS
            ? say('Waiting for {name}…', { name: modelName })
            : say('Waiting for {name}… {seconds} s', { name: modelName, seconds })}
          {isExplained && `. ${say('Over plain http tabs wait for each other: close some.')}`}
        </span>
      )}
    </p>
  );
}
