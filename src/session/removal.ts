import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message, MessageId } from '../conversation/Message.ts';
import { broughtBack, purgedMessage, removedMessage } from '../conversation/removedMessage.ts';
import { branchOf, isRemoved } from '../conversation/tree.ts';
import type { DeletedMessages } from '../store/ChatState.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import type { ChatStorage } from './chatStorage.ts';
import type { ReplyRunner } from './replyRunner.ts';

/** How long Undo is offered, in milliseconds. */
const UNDO_MS = 10_000;

/** Deleting chats and messages, with a way back for a while. Nothing in it rejects. */
export interface Removal {
  /** Takes a chat out of sight and off the disk; its running reply is stopped. */
  remove(conversationId: ConversationId): Promise<void>;
  /** Takes a message, or all of its branch, out of sight; a reply of it that runs is stopped. */
  removeMessage(messageId: MessageId, extent: 'message' | 'branch'): Promise<void>;
  /** Brings the last one back, on the disk too. */
  undo(): Promise<void>;
  /** Ends what `undo` could do: the texts are gone, and the server forgets the replies. */
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
 * Messages stay there as places in the tree, because another tab may be adding to them.
 *
 * @see docs/spec.md N11 and N32
 */
export function createRemoval({ store, storage, transport, runner, clock }: RemovalOptions): Removal {
  let cancelTimer: (() => void) | undefined;
  /** The messages of `lastDeleted`, as the disk had them. */
  let taken: Promise<readonly Message[]> = Promise.resolve([]);

  const messagesOf = ({ conversation, messageIds }: DeletedMessages): readonly Message[] => {
    const thread = store.getState().threads.get(conversation.id);
    return messageIds.map((id) => thread?.get(id)).filter((message) => message !== undefined);
  };
  /** Changes deleted messages in sight and on the disk, as far as they are still there. */
  const change = async (deleted: DeletedMessages, next: (message: Message) => Message): Promise<void> => {
    const conversation = store.getState().conversations.get(deleted.conversation.id);
    const messages = messagesOf(deleted).map(next);
    if (!conversation) return;
    store.putMessages(conversation, messages);
    try {
      await storage.repository.save({ messages, onlyStored: true }, 'strict');
      storage.report(undefined);
    } catch (error) {
      storage.report(error);
    }
  };
  const commit = async (): Promise<void> => {
    cancelTimer?.();
    const { lastDeleted } = store.getState();
    if (!lastDeleted) return;
    store.clearLastDeleted();
    const ofMessages = lastDeleted.kind === 'messages';
    const messages = ofMessages ? messagesOf(lastDeleted).filter(isRemoved) : await taken;
    const purged = ofMessages ? change(lastDeleted, purgedMessage) : undefined;
    const runs = messages.flatMap((message) => (message.role === 'assistant' ? message.runs : []));
    await Promise.all([purged, ...runs.map(({ reply }) => transport.forget(reply.replyId))]);
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
    async removeMessage(messageId, extent) {
      const { threads, liveRuns } = store.getState();
      const thread = [...threads.values()].find((messages) => messages.has(messageId));
      const message = thread?.get(messageId);
      if (!thread || !message || isRemoved(message)) return;
      const committed = commit();
      const messageIds = (extent === 'branch' ? branchOf(thread, message) : [message]).map(({ id }) => id);
      for (const [replyId, run] of liveRuns) if (messageIds.includes(run.messageId)) runner.halt(replyId);
      const deleted: DeletedMessages = { kind: 'messages', conversation: { id: message.conversationId }, messageIds };
      const changed = change(deleted, removedMessage);
      store.noteDeleted(deleted);
      store.announce(`${extent === 'branch' ? 'Branch' : 'Message'} deleted. Undo brings it back.`);
      cancelTimer = clock.after(UNDO_MS, () => void commit());
      await Promise.all([committed, changed]);
    },
    async undo() {
      const { lastDeleted } = store.getState();
      if (!lastDeleted) return;
      cancelTimer?.();
      if (lastDeleted.kind === 'messages') {
        store.clearLastDeleted();
        return change(lastDeleted, broughtBack);
      }
      store.restoreConversation();
      await putBack(lastDeleted.conversation, await taken, storage);
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
