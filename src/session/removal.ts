import type { ConversationId } from '../conversation/Message.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import type { ChatStorage } from './chatStorage.ts';
import type { ReplyRunner } from './replyRunner.ts';

/** How long Undo is offered, in milliseconds. */
const UNDO_MS = 10_000;

/** Deleting chats, with a way back for a while. Nothing in it rejects. */
export interface Removal {
  /** Takes a chat out of sight; its running reply is stopped. */
  remove(conversationId: ConversationId): Promise<void>;
  /** Brings the last one back. */
  undo(): void;
  /** Deletes for good what `undo` could bring back. */
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
 * The removal of a session.
 *
 * @see docs/spec.md N11
 */
export function createRemoval({ store, storage, transport, runner, clock }: RemovalOptions): Removal {
  let cancelTimer: (() => void) | undefined;

  const commit = async (): Promise<void> => {
    cancelTimer?.();
    const removed = store.getState().lastDeleted;
    if (!removed) return;
    store.clearLastDeleted();
    await erase(removed.conversation.id, storage, transport);
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
      await committed;
    },
    undo: () => store.restoreConversation(),
    commit,
  };
}

/** Deletes a chat from the disk and its replies from the server. */
async function erase(conversationId: ConversationId, storage: ChatStorage, transport: ReplyTransport): Promise<void> {
  try {
    // Both are under way before anything is awaited: the page may be about to close.
    const loading = storage.repository.loadMessages(conversationId);
    const deleting = storage.repository.deleteConversation(conversationId);
    const [messages] = await Promise.all([loading, deleting]);
    const runs = messages.flatMap((message) => (message.role === 'assistant' ? message.runs : []));
    await Promise.all(runs.map(({ reply }) => transport.forget(reply.replyId)));
  } catch (error) {
    storage.report(error);
  }
}
