import type { Run } from '../../conversation/Message.ts';
import { useDelayed } from '../../hooks/useDelayed.ts';
import { useOffline } from '../../hooks/useOffline.ts';
import { useSeconds } from '../../hooks/useSeconds.ts';

const QUIET_MS = 300;
const COUNT_FROM_SECONDS = 2;

/** What stands where the reply will: nothing at first, then who is waited for, then since when. Keeps its height throughout. */
export function WaitingLine({ run, modelName }: { run: Run; modelName: string }) {
  const visible = useDelayed(true, QUIET_MS);
  const seconds = useSeconds(run.startedAtMs, true);
  const isHeld = useOffline() && run.reply.seq === 0;
  return (
    <p className="min-h-[1.6rem] text-fg-3">
      {isHeld && 'Waiting for the connection. It will be sent once.'}
      {visible && !isHeld && (
        <span className="tabular-nums">
          Waiting for {modelName}…{seconds >= COUNT_FROM_SECONDS && ` ${seconds} s`}
        </span>
      )}
    </p>
  );
}
