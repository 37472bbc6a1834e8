import { canonicalJson } from '../archive/canonicalJson.ts';
import type { WholeChats } from '../archive/ChatRows.ts';
import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { ConversationId, Message, MessageId } from '../conversation/Message.ts';
import { mergeMessage } from '../persistence/mergeMessage.ts';
import type { StoredAttachment } from '../persistence/StoredAttachment.ts';
import { storageError } from '../persistence/toStorageError.ts';
import { batches, CHATS_AT_ONCE } from './batches.ts';
import type { ChatStorage } from './chatStorage.ts';
import { loadPiecewise } from './loadPiecewise.ts';

/** What a stored import is watched and ended with. */
export interface StoreImportOptions {
  readonly storage: ChatStorage;
  /** Cancels it at any moment before the chats are there. */
  readonly signal: AbortSignal;
  /** Called with the share of the messages that were stored, from 0 to 1. */
  readonly onShare: (share: number) => void;
}

/** How many messages are written in one transaction: what others ask of the disk meanwhile waits for no more than that. */
const MESSAGES_AT_ONCE = 200;

/** How often an import is made seen, where other tabs remove something of it each time. */
const MOST_TRIES = 10;

/** How many bytes of attachments are written in one transaction, where one alone is not more. */
const BYTES_AT_ONCE = 16_000_000;

/**
 * Stores what was imported, all or nothing. Messages of new chats go first, in short transactions, and nobody sees them; one last
 * transaction brings the chats, and with them what is new in those that were here. Attachments are written with the messages that refer
 * to them. A chat that was used here since it was saved stays
 * as it is; its messages are merged as those of two tabs are.
 *
 * @throws {StorageError} when the disk refuses, and the signal's reason when it is cancelled.
 * @see docs/spec.md I4
 */
export async function storeImport(
  { conversations, messages, attachments }: WholeChats,
  { storage: { repository }, signal, onShare }: StoreImportOptions,
): Promise<void> {
  const ids = conversations.map(({ id }) => id);
  const here = new Set((await loadPiecewise(repository, ids)).map(({ id }) => id));
  const { fresh = [], old = [] } = Object.groupBy(messages, ({ conversationId }) =>
    here.has(conversationId) ? 'old' : 'fresh',
  );
  const byHash = new Map(attachments.map((attachment) => [attachment.hash, attachment]));
  const filesOf = (of: readonly Message[]): readonly StoredAttachment[] =>
    [...new Set(of.flatMap(attachmentsOf).map(({ hash }) => byHash.get(hash)))].filter((file) => file !== undefined);
  const sizeOf = (message: Message): number => filesOf([message]).reduce((sum, { blob }) => sum + blob.size, 0);
  let count = 0;
  const step = (size: number): void => {
    count += size;
    onShare(Math.min(1, count / messages.length));
    signal.throwIfAborted();
  };
  const changed: Message[] = [];
  const stageAll = async (staged: readonly Message[]): Promise<void> => {
    for (const batch of lightBatches(staged, sizeOf)) {
      const written = new Set(await repository.stage(batch, filesOf(batch)));
      // A chat that is there: merged with that, as what comes twice is. Or a name that another chat's message has, and keeps.
      changed.push(...batch.filter(({ id }) => !written.has(id)));
      step(batch.length);
    }
  };
  try {
    await stageAll(fresh);
    const byChat = Map.groupBy(old, ({ conversationId }) => conversationId);
    for (const batch of batches([...byChat.keys()], CHATS_AT_ONCE)) {
      const stored = new Map((await repository.loadMessages(...batch)).map((message) => [message.id, message]));
      const given = batch.flatMap((id) => byChat.get(id) ?? []);
      changed.push(...given.filter((message) => addsTo(stored.get(message.id), message)));
      step(given.length);
    }
    const messageIds = idsByChat(messages);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const files = new Set([...filesOf(changed), ...(await missingOf(filesOf(old), repository))]);
      const change = { conversations, messages: changed, attachments: [...files], messageIds };
      signal.throwIfAborted();
      const lacking = new Set(await repository.saveStaged(change));
      if (lacking.size === 0) return;
      // Deleted since, or removed as what a killed page has left.
      await stageAll(messages.filter(({ conversationId }) => lacking.has(conversationId)));
    }
    throw storageError('failed');
  } catch (error) {
    await repository.removeStaged(ids);
    throw error;
  }
}

function idsByChat(messages: readonly Message[]): ReadonlyMap<ConversationId, readonly MessageId[]> {
  const chats = Map.groupBy(messages, ({ conversationId }) => conversationId);
  return new Map([...chats].map(([id, each]) => [id, each.map((message) => message.id)]));
}

/** Whether a message changes what is stored of it. */
function addsTo(stored: Message | undefined, message: Message): boolean {
  return !stored || canonicalJson(mergeMessage(stored, message)) !== canonicalJson(stored);
}

/** Those that are not on the disk, or not any more. */
async function missingOf(
  files: readonly StoredAttachment[],
  repository: ChatStorage['repository'],
): Promise<readonly StoredAttachment[]> {
  const here = new Set((await repository.loadAttachments(files.map(({ hash }) => hash))).map(({ hash }) => hash));
  return files.filter(({ hash }) => !here.has(hash));
}

/** Messages that take one transaction each, together with their attachments. */
function* lightBatches(
  messages: readonly Message[],
  sizeOf: (message: Message) => number,
): Generator<readonly Message[]> {
  let batch: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = sizeOf(message);
    if (batch.length === MESSAGES_AT_ONCE || (batch.length > 0 && bytes + size > BYTES_AT_ONCE)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
