import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import type { ChatStorage } from './chatStorage.ts';
import type { ReplyRunner } from './replyRunner.ts';

/** How long Undo is offered, in milliseconds. */
const UNDO_MS = 10_000;

const ONE_DELETED = 'Chat deleted. Undo brings it back.';

/** Deleting chats, with a way back for a while. Nothing in it rejects. */
export interface Removal {
  /** Takes chats out of sight and off the disk; their running replies are stopped. */
  remove(conversationIds: readonly ConversationId[]): Promise<void>;
  /** Brings the last ones back, on the disk too. */
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
    if (store.getState().lastDeleted.length === 0 || isComingBack) return;
    store.clearLastDeleted();
    const messages = await taken;
    const runs = messages.flatMap((message) => (message.role === 'assistant' ? message.runs : []));
    await Promise.all(runs.map(({ reply }) => transport.forget(reply.replyId)));
  };
  return {
    async remove(conversationIds) {
      const { conversations, liveRuns } = store.getState();
      const ids = conversationIds.filter((id) => conversations.has(id));
      if (ids.length === 0) return;
      const committed = commit();
      const going = new Set(ids);
      for (const [replyId, run] of liveRuns) if (going.has(run.conversationId)) runner.halt(replyId);
      store.hideConversations(ids);
      store.announce(ids.length === 1 ? ONE_DELETED : `${ids.length} chats deleted. Undo brings them back.`);
      cancelTimer = clock.after(UNDO_MS, () => void commit());
      taken = takeFromDisk(ids, storage);
      await Promise.all([committed, taken]);
    },
    async undo() {
      const { lastDeleted } = store.getState();
      if (lastDeleted.length === 0 || isComingBack) return;
      cancelTimer?.();
      isComingBack = true;
      const conversations = lastDeleted.map(({ conversation }) => conversation);
      // Not in sight before it is on the disk: what a reader sees again must be there after a reload.
      await putBack(conversations, await taken, storage);
      isComingBack = false;
      store.restoreConversations();
    },
    commit,
  };
}

/** Deletes chats from the disk. Gives their messages. */
async function takeFromDisk(ids: readonly ConversationId[], storage: ChatStorage): Promise<readonly Message[]> {
  try {
    const { repository } = storage;
    const messages = await repository.loadMessages(...ids);
    await repository.deleteConversation(...ids);
    return messages;
  } catch (error) {
    storage.report(error);
    return [];
  }
}

async function putBack(
  conversations: readonly Conversation[],
  messages: readonly Message[],
  storage: ChatStorage,
): Promise<void> {
  try {
    await storage.repository.save({ conversations, messages }, 'strict');
    storage.report(undefined);
  } catch (error) {
    storage.report(error);
  }
}
