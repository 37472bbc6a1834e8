import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ConversationId } from '../conversation/Message.ts';
import { queuedIn, type QueuedMessage } from '../conversation/queue.ts';
import { useChat } from './useChat.ts';
import { useSession } from './useSession.ts';

/** The messages that wait in a chat, the next one first, and why they wait for a person, if they do. */
export interface QueueView {
  readonly queued: readonly QueuedMessage[];
  readonly pausedWhy: string | undefined;
}

/** The queue of a chat. */
export function useQueue(conversationId: ConversationId): QueueView {
  const pairs = useStore(
    useSession().drafts,
    useShallow((drafts) => queuedIn(drafts, conversationId).flatMap(({ key, text }) => [key, text])),
  );
  const pausedWhy = useChat((state) => state.pausedQueues.get(conversationId));
  const queued = Array.from({ length: pairs.length / 2 }, (_, at) => ({
    key: pairs[2 * at] as QueuedMessage['key'], // As they were paired.
    text: pairs[2 * at + 1] ?? '',
  }));
  return { queued, pausedWhy };
}
