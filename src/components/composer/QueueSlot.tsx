import { useQueue } from '../../hooks/useQueue.ts';
import { Lazily } from '../ui/Lazily.tsx';
import type { QueueProps } from './QueueProps.ts';

/** The place of the queue; empty, and without its code, while nothing waits. */
export function QueueSlot(props: QueueProps) {
  const { queued } = useQueue(props.conversationId);
  return queued.length === 0 ? null : <Lazily load={() => import('./QueueList.tsx')} props={props} />;
}
