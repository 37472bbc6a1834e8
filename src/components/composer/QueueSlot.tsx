import type { ConversationId } from '../../conversation/Message.ts';
import { useQueue } from '../../hooks/useQueue.ts';
import { Lazily } from '../ui/Lazily.tsx';

/** What is given to the queue of a chat. */
export interface QueueProps {
  readonly conversationId: ConversationId;
  /** Where the focus goes when the last message is gone. */
  readonly focusComposer: () => void;
}

/** The place of the queue; empty, and without its code, while nothing waits. */
export function QueueSlot(props: QueueProps) {
  const { queued } = useQueue(props.conversationId);
  return queued.length === 0 ? null : <Lazily load={() => import('./QueueList.tsx')} props={props} />;
}
