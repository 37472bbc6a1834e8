import type { QueueKey } from '../conversation/Draft.ts';
import type { ConversationId } from '../conversation/Message.ts';

/** Messages that wait for the end of a reply. What waits is in `drafts`, where it is changed and removed. Nothing in it rejects. */
export interface MessageQueue {
  /** Puts a text behind the others of its chat. */
  add(conversationId: ConversationId, text: string): void;
  /** Moves a message by one place, to the front or to the end. */
  move(key: QueueKey, to: 'sooner' | 'later'): void;
  /** Asks a message before all others; a reply that is being made is stopped for it. */
  sendNow(key: QueueKey): Promise<void>;
  /** Says that the editor of a message is open: its queue waits until `release`. */
  hold(key: QueueKey): void;
  /** Says that it is not open any more: the queue goes on when that was all that it waited for. */
  release(key: QueueKey): Promise<void>;
  /** Goes on after a pause. */
  resume(conversationId: ConversationId): Promise<void>;
  close(): void;
}
