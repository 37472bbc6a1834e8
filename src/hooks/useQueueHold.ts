import { useEffect, useRef } from 'react';
import type { QueueKey } from '../conversation/Draft.ts';
import { useSession } from './useSession.ts';

/** Holds the queue of a message as long as what calls this, its editor, is there. */
export function useQueueHold(queuedKey: QueueKey): void {
  const { queue } = useSession();
  // Its place may change meanwhile; what it is held by is its name.
  const key = useRef(queuedKey);
  useEffect(() => {
    const { current } = key;
    queue.hold(current);
    return () => void queue.release(current);
  }, [queue]);
}
