import { answerArchiving } from '../archive/answerArchiving.ts';
import { ArchiveError } from '../archive/ArchiveError.ts';
import type { ArchiveAnswer, ArchiveRequest } from '../archive/archiveMessages.ts';
import { canonicalJson } from '../archive/canonicalJson.ts';
import type { ChatRows } from '../archive/ChatRows.ts';
import { markdownOfChat, turnOf, type ChatTurn } from '../archive/markdownOfChat.ts';
import type { ConversationId } from '../conversation/Message.ts';
import { activePath } from '../conversation/tree.ts';
import { toStorageError } from '../persistence/toStorageError.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import type { ChatStorage } from './chatStorage.ts';

/** How far an import is: the share of the file that was read, then of the messages that are on their way to the disk. */
export interface ImportProgress {
  readonly step: 'reading' | 'storing';
  /** From 0 to 1. */
  readonly share: number;
}

/** What became of an import. */
export type ImportOutcome =
  | { readonly status: 'imported'; readonly chats: number; readonly messages: number }
  | { readonly status: 'cancelled' }
  | { readonly status: 'refused'; readonly message: string };

/** What an import is watched and ended with. */
export interface ImportOptions {
  /** Cancels it at any moment. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
}

/** All chats in and out of files. Nothing in it rejects but what says so. */
export interface Archiving {
  /** Everything as an archive. @throws {Error} when it cannot be read or written. */
  save(): Promise<Blob>;
  /** One chat: as Markdown what is in sight, as JSON all of its branches. @throws {Error} when it cannot be read. */
  saveChat(conversationId: ConversationId, format: ChatFormat): Promise<Blob>;
  /** What is in sight of one chat, for whoever draws it. @throws {Error} when it cannot be read. */
  readChat(conversationId: ConversationId): Promise<ChatTurns>;
  /** Every row of the disk as it is, also those that this version cannot read, as JSON. @throws {Error} when it cannot be read. */
  saveRaw(): Promise<Blob>;
  /** Brings the chats of a file in, all or none; `signal` cancels. */
  bringIn(file: Blob, options: ImportOptions): Promise<ImportOutcome>;
  /** Removes everything here, and has the server forget the replies. The session is of no use afterwards. @throws {StorageError} */
  wipe(): Promise<void>;
}

/** Reads or writes one archive outside of the page. Gives what ends it. */
export type StartArchiving = (request: ArchiveRequest, onAnswer: (answer: ArchiveAnswer) => void) => () => void;

/** What archiving works with. */
export interface ArchivingOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  readonly transport: Pick<ReplyTransport, 'forget'>;
  /** Empties the browser of all that is no row of the repository. By default nothing is. */
  readonly wipeBrowser?: (() => Promise<void>) | undefined;
  /** Absent where there are no workers. */
  readonly start?: StartArchiving | undefined;
}

/** What is in sight of a chat, from the first turn to the last. */
export interface ChatTurns {
  readonly title: string;
  readonly turns: readonly ChatTurn[];
}

/** What a chat is saved as. */
export type ChatFormat = 'markdown' | 'json';

/** How many replies the server is asked to forget at a time. */
const FORGET_AT_ONCE = 4;

/**
 * The archiving of a session.
 *
 * @see docs/spec.md the family I
 */
export function createArchiving({ store, storage, transport, start, wipeBrowser }: ArchivingOptions): Archiving {
  const { repository } = storage;
  /** Of one chat, by default of all. */
  const rowsOf = async (conversationId?: ConversationId): Promise<ChatRows> => {
    const conversations = await repository.loadConversations(conversationId && [conversationId]);
    return { conversations, messages: await repository.loadMessages(...conversations.map(({ id }) => id)) };
  };
  const shownOf = async (conversationId: ConversationId) => {
    const { conversations, messages } = await rowsOf(conversationId);
    const { title, shownChildren } = conversations[0] ?? { title: '', shownChildren: {} };
    return { title, path: activePath(new Map(messages.map((row) => [row.id, row])), shownChildren) };
  };
  return {
    async save() {
      const answer = await ask({ kind: 'write', rows: await rowsOf() }, start, undefined, () => undefined);
      if (answer.kind !== 'archive') throw new ArchiveError('damaged');
      return answer.archive;
    },
    async saveChat(conversationId, format) {
      if (format === 'json') return jsonFile(canonicalJson(await rowsOf(conversationId)));
      const { title, path } = await shownOf(conversationId);
      return new Blob([markdownOfChat({ title }, path)], { type: 'text/markdown' });
    },
    async readChat(conversationId) {
      const { title, path } = await shownOf(conversationId);
      return { title, turns: path.map(turnOf) };
    },
    async saveRaw() {
      const { readRawRows } = await import('../persistence/readRawRows.ts');
      return jsonFile(JSON.stringify(await readRawRows()));
    },
    async bringIn(file, { signal, onProgress }) {
      const answer = await ask({ kind: 'read', file }, start, signal, (bytes) =>
        onProgress({ step: 'reading', share: file.size === 0 ? 1 : bytes / file.size }),
      );
      if (signal.aborted) return { status: 'cancelled' };
      if (answer.kind !== 'rows') {
        const { message } = new ArchiveError(answer.kind === 'failed' ? answer.code : 'damaged');
        return { status: 'refused', message };
      }
      onProgress({ step: 'storing', share: 0 });
      try {
        await storeRows(answer.rows, { store, storage, signal, onProgress });
        return { status: 'imported', chats: answer.rows.conversations.length, messages: answer.rows.messages.length };
      } catch (error) {
        if (signal.aborted) return { status: 'cancelled' };
        storage.report(error);
        return { status: 'refused', message: `${toStorageError(error).message} Nothing was imported.` };
      }
    },
    async wipe() {
      await removeRows(await rowsOf(), { store, storage, transport });
      await wipeBrowser?.();
    },
  };
}

/** Removes every row, and has the server forget the replies. */
async function removeRows(
  { conversations, messages }: ChatRows,
  { store, storage: { repository }, transport }: Pick<ArchivingOptions, 'store' | 'storage' | 'transport'>,
): Promise<void> {
  const replyIds = messages.flatMap((message) =>
    message.role === 'assistant' ? message.runs.map(({ reply }) => reply.replyId) : [],
  );
  await repository.deleteConversation(...conversations.map(({ id }) => id));
  const drafts = await repository.loadDrafts();
  await repository.saveDrafts(drafts.map((draft) => ({ ...draft, text: '' })));
  for (const replyId of await repository.loadStops()) await repository.setStop(replyId, false);
  for (const { id } of conversations) store.dropConversation(id);
  for (let at = 0; at < replyIds.length; at += FORGET_AT_ONCE) {
    await Promise.all(replyIds.slice(at, at + FORGET_AT_ONCE).map((replyId) => transport.forget(replyId)));
  }
}

function jsonFile(text: string): Blob {
  return new Blob([text], { type: 'application/json' });
}

/** A chat that was used here since it was saved stays as it is; its messages are merged as those of two tabs are. */
async function storeRows(
  { conversations, messages }: ChatRows,
  { store, storage, signal, onProgress }: Pick<ArchivingOptions, 'store' | 'storage'> & ImportOptions,
): Promise<void> {
  const { repository } = storage;
  const known = new Map(
    (await repository.loadConversations(conversations.map(({ id }) => id))).map((chat) => [chat.id, chat]),
  );
  const newer = conversations.filter(({ id, updatedAtMs }) => (known.get(id)?.updatedAtMs ?? -1) < updatedAtMs);
  const onWritten = (count: number): void => onProgress({ step: 'storing', share: count / messages.length });
  const stored = await repository.save({ conversations: newer, messages, signal, onWritten }, 'strict');
  store.putConversations(newer);
  const byChat = Map.groupBy(stored, ({ conversationId }): ConversationId => conversationId);
  const { conversations: shown, threads } = store.getState();
  for (const [id, rows] of byChat) {
    const chat = shown.get(id);
    if (chat && threads.has(id)) store.putMessages(chat, rows);
  }
}

function ask(
  request: ArchiveRequest,
  start: StartArchiving | undefined,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<ArchiveAnswer> {
  return new Promise((resolve) => {
    const onAnswer = (answer: ArchiveAnswer): void => {
      if (answer.kind === 'progress') onBytes(answer.bytes);
      else resolve(answer);
    };
    const end = start ? start(request, onAnswer) : void answerArchiving(request, onAnswer);
    signal?.addEventListener('abort', () => {
      end?.();
      resolve({ kind: 'failed', code: 'damaged' });
    });
  });
}
