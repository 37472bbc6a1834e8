import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import type { ChatStorage } from './chatStorage.ts';
import type { ReplyRunner } from './replyRunner.ts';

/** How long Undo is offered, in milliseconds. */
const UNDO_MS = 10_000;

/** Deleting chats, with a way back for a while. Nothing in it rejects. */
export interface Removal {
  /** Takes a chat out of sight and off the disk; its running reply is stopped. */
  remove(conversationId: ConversationId): Promise<void>;
  /** Brings the last one back, on the disk too. */
  undo(): Promise<void>;
  /** Ends what `undo` could do: the server forgets the replies. */
  commit(): Promise<void>;
}

/** What deleting works with. */
export interface RemovalOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  readonly transport: ReplyTransport;
  readonly runner: ReplyRunner;
  readonly clock: Clock;
}

/**
 * The removal of a session. The disk lets go at once: a page that goes away has no time left for it, and the chat would be back.
 *
 * @see docs/spec.md N11
 */
export function createRemoval({ store, storage, transport, runner, clock }: RemovalOptions): Removal {
  let cancelTimer: (() => void) | undefined;
  /** The messages of `lastDeleted`, as the disk had them. */
  let taken: Promise<readonly Message[]> = Promise.resolve([]);
  let isComingBack = false;

  const commit = async (): Promise<void> => {
    cancelTimer?.();
    if (!store.getState().lastDeleted || isComingBack) return;
    store.clearLastDeleted();
    const messages = await taken;
    const runs = messages.flatMap((message) => (message.role === 'assistant' ? message.runs : []));
    await Promise.all(runs.map(({ reply }) => transport.forget(reply.replyId)));
  };
  return {
    async remove(conversationId) {
      const { conversations, liveRuns } = store.getState();
      if (!conversations.has(conversationId)) return;
      const committed = commit();
      for (const [replyId, run] of liveRuns) if (run.conversationId === conversationId) runner.halt(replyId);
      store.hideConversation(conversationId);
      store.announce('Chat deleted. Undo brings it back.');
      cancelTimer = clock.after(UNDO_MS, () => void commit());
      taken = takeFromDisk(conversationId, storage);
      await Promise.all([committed, taken]);
    },
    async undo() {
      const { lastDeleted } = store.getState();
      if (!lastDeleted || isComingBack) return;
      cancelTimer?.();
      isComingBack = true;
      // Not in sight before it is on the disk: what a reader sees again must be there after a reload.
      await putBack(lastDeleted.conversation, await taken, storage);
      isComingBack = false;
      store.restoreConversation();
    },
    commit,
  };
}

/** Deletes a chat from the disk. Gives its messages. */
async function takeFromDisk(conversationId: ConversationId, storage: ChatStorage): Promise<readonly Message[]> {
  try {
    const messages = await storage.repository.loadMessages(conversationId);
    await storage.repository.deleteConversation(conversationId);
    return messages;
  } catch (error) {
    storage.report(error);
    return [];
  }
}

async function putBack(conversation: Conversation, messages: readonly Message[], storage: ChatStorage): Promise<void> {
  try {
    await storage.repository.save({ conversations: [conversation], messages }, 'strict');
    storage.report(undefined);
  } catch (error) {
    storage.report(error);
  }
}
