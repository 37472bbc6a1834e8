import type { ConversationId } from '../../conversation/Message.ts';

/** What is given to the queue of a chat. */
export interface QueueProps {
  readonly conversationId: ConversationId;
  /** Where the focus goes when the last message is gone. */
  readonly focusComposer: () => void;
}
