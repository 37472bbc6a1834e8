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
  /** The messages of the chat that Undo could bring back, read beforehand: a page that closes has no time for that. */
  let doomed: readonly Message[] | undefined;

  const readAhead = async (conversationId: ConversationId): Promise<void> => {
    try {
      const messages = await storage.repository.loadMessages(conversationId);
      if (store.getState().lastDeleted?.conversation.id === conversationId) doomed = messages;
    } catch (error) {
      storage.report(error);
    }
  };
  const commit = async (): Promise<void> => {
    cancelTimer?.();
    const removed = store.getState().lastDeleted;
    if (!removed) return;
    store.clearLastDeleted();
    await erase(removed.conversation.id, doomed, { storage, transport });
  };
  return {
    async remove(conversationId) {
      const { conversations, liveRuns, threads } = store.getState();
      if (!conversations.has(conversationId)) return;
      const committed = commit();
      for (const [replyId, run] of liveRuns) if (run.conversationId === conversationId) runner.halt(replyId);
      const thread = threads.get(conversationId);
      doomed = thread && [...thread.values()];
      store.hideConversation(conversationId);
      store.announce('Chat deleted. Undo brings it back.');
      cancelTimer = clock.after(UNDO_MS, () => void commit());
      await committed;
      if (!thread) await readAhead(conversationId);
    },
    undo: () => store.restoreConversation(),
    commit,
  };
}

/** Deletes a chat from the disk and its replies from the server. All of it is under way before any is done: the page may be about to close. */
async function erase(
  conversationId: ConversationId,
  known: readonly Message[] | undefined,
  { storage: { repository, report }, transport }: Pick<RemovalOptions, 'storage' | 'transport'>,
): Promise<void> {
  const knownIds = known?.map(({ id }) => id);
  try {
    const loading = known ? Promise.resolve(known) : repository.loadMessages(conversationId);
    const deleting = repository.deleteConversation(conversationId, knownIds);
    await Promise.all([deleting, loading.then((messages) => forgetReplies(messages, transport))]);
  } catch (error) {
    report(error);
  }
}

async function forgetReplies(messages: readonly Message[], transport: ReplyTransport): Promise<void> {
  const runs = messages.flatMap((message) => (message.role === 'assistant' ? message.runs : []));
  await Promise.all(runs.map(({ reply }) => transport.forget(reply.replyId)));
}
