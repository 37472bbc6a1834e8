import type { ConversationId, Message } from '../conversation/Message.ts';
import { isUnfinished } from '../persistence/isUnfinished.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { ChatStorage } from './chatStorage.ts';

/** Whether the disk has an answer of a chat that has not ended, and whose end is not known here. */
export async function isAnsweredElsewhere(
  conversationId: ConversationId,
  { store, storage }: { readonly store: ChatStore; readonly storage: ChatStorage },
): Promise<boolean> {
  try {
    const unfinished = await storage.repository.loadUnfinished();
    const here = store.getState().threads.get(conversationId);
    return unfinished.some((message) => message.conversationId === conversationId && !hasEnded(here?.get(message.id)));
  } catch (error) {
    storage.report(error);
    return false;
  }
}

function hasEnded(message: Message | undefined): boolean {
  return message !== undefined && !isUnfinished(message);
}
