import type { Run } from '../../conversation/Message.ts';
import { useDelayed } from '../../hooks/useDelayed.ts';
import { useSeconds } from '../../hooks/useSeconds.ts';

const QUIET_MS = 300;
const COUNT_FROM_SECONDS = 2;

/** What stands where the reply will: nothing at first, then who is waited for, then since when. Keeps its height throughout. */
export function WaitingLine({ run, modelName }: { run: Run; modelName: string }) {
  const visible = useDelayed(true, QUIET_MS);
  const seconds = useSeconds(run.startedAtMs, true);
  return (
    <p className="min-h-[1.6rem] text-fg-3">
      {visible && (
        <span className="tabular-nums">
          Waiting for {modelName}…{seconds >= COUNT_FROM_SECONDS && ` ${seconds} s`}
        </span>
      )}
    </p>
  );
}
