import type { ReplyId } from '../../protocol/ids.ts';
import { canonicalJson } from '../archive/canonicalJson.ts';
import type { ChatRows } from '../archive/ChatRows.ts';
import { markdownOfChat, turnOf, type ChatTurn } from '../archive/markdownOfChat.ts';
import type { ConversationId } from '../conversation/Message.ts';
import { repliesAtServer } from '../conversation/repliesAtServer.ts';
import { activePath } from '../conversation/tree.ts';
import { bytesOf } from '../persistence/bytesOf.ts';
import { toStorageError } from '../persistence/toStorageError.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { SettingsStore } from '../store/settingsStore.ts';
import { systemClock, type Clock } from '../transport/Clock.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import type { StartArchiving } from './askArchiver.ts';
import { askToForget } from './askToForget.ts';
import type { ChatStorage } from './chatStorage.ts';
import { createImporting, type Importing } from './importing.ts';
import { createRowReader, withPlaces } from './createRowReader.ts';
import { newRandomId } from './newRandomId.ts';
import { createSaving, type Saving } from './saving.ts';
import { within } from './within.ts';

/** All chats in and out of files. Nothing in it rejects but what says so. */
export interface Archiving extends Importing, Saving {
  /** One chat: as Markdown what is in sight, as JSON all of its branches. @throws {Error} when it cannot be read. */
  saveChat(conversationId: ConversationId, format: ChatFormat): Promise<Blob>;
  /** What is in sight of one chat, for whoever draws it. @throws {Error} when it cannot be read. */
  readChat(conversationId: ConversationId): Promise<ChatTurns>;
  /** The bytes of an attachment; `undefined` when they are not here. @throws {StorageError} */
  loadAttachment(hash: string): Promise<Blob | undefined>;
  /** How many attachments are kept. @throws {StorageError} */
  countAttachments(): Promise<number>;
  /** Every row of the disk as it is, also those that this version cannot read, as JSON. @throws {Error} when it cannot be read. */
  saveRaw(): Promise<Blob>;
  /** Removes everything here, and has the server forget the replies; where it is out of reach, only their names stay, for the next visit. The session is of no use afterwards. @throws {StorageError} */
  wipe(): Promise<void>;
}

/** What archiving works with. */
export interface ArchivingOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  readonly settings: SettingsStore;
  readonly transport: Pick<ReplyTransport, 'forget'>;
  /** Empties the browser of all that is no row of the repository. By default nothing is. */
  readonly wipeBrowser?: (() => Promise<void>) | undefined;
  /** By default the browser's. */
  readonly clock?: Clock | undefined;
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

/** How long a database that was removed is awaited anew, in milliseconds. */
const REOPEN_MS = 2000;

/**
 * The archiving of a session.
 *
 * @see docs/spec.md the family I
 */
export function createArchiving(options: ArchivingOptions): Archiving {
  const { store, storage, settings, transport, start, wipeBrowser, clock = systemClock } = options;
  const { rowsOf, readAll } = createRowReader({ storage, settings });
  const shownOf = async (conversationId: ConversationId) => {
    const { conversations, messages } = await rowsOf(conversationId);
    const { title, shownChildren } = conversations[0] ?? { title: '', shownChildren: {} };
    return { title, path: activePath(new Map(messages.map((row) => [row.id, row])), shownChildren) };
  };
  const importing = createImporting({ store, storage, settings, start, clock });
  return {
    ...createSaving({ read: readAll, start }),
    async saveChat(conversationId, format) {
      if (format === 'json') return jsonFile(canonicalJson(withPlaces(await rowsOf(conversationId))));
      const { title, path } = await shownOf(conversationId);
      return new Blob([markdownOfChat({ title }, path)], { type: 'text/markdown' });
    },
    async readChat(conversationId) {
      const { title, path } = await shownOf(conversationId);
      return { title, turns: path.map((message) => turnOf(message)) };
    },
    async loadAttachment(hash) {
      const [found] = await storage.repository.loadAttachments([hash]);
      // A row may be there whose bytes are not.
      return found && (await bytesOf(found.blob.slice(0, 1))) ? found.blob : undefined;
    },
    countAttachments: () => storage.repository.countAttachments(),
    async saveRaw() {
      const { readRawRows } = await import('../persistence/readRawRows.ts');
      const rows = await readRawRows().catch((error: unknown) => {
        throw toStorageError(error);
      });
      return jsonFile(JSON.stringify(rows));
    },
    ...importing,
    async wipe() {
      const id = newRandomId();
      const left = await removeRows(await rowsOf(), { store, storage, transport, id });
      await wipeBrowser?.();
      // A database that another page still holds is not opened again before that is gone.
      if (left.length > 0) await within(clock, REOPEN_MS, keepDue(storage, id, left));
    },
  };
}

/** Removes every row, and has the server forget the replies. Gives those that it has not taken note of, which are noted. */
async function removeRows(
  { conversations, messages }: ChatRows,
  {
    store,
    storage,
    transport,
    id,
  }: Pick<ArchivingOptions, 'store' | 'storage' | 'transport'> & { readonly id: string },
): Promise<readonly ReplyId[]> {
  const { repository } = storage;
  const deletions = await repository.deletions();
  const earlier = await deletions.load();
  const replyIds = [...new Set([...repliesAtServer(messages), ...earlier.flatMap((each) => each.replyIds)])];
  // Before anything is gone: a page that dies here has them forgotten by the next one.
  await deletions.keepDue(id, replyIds);
  for (const deletion of earlier) await deletions.keepDue(deletion.id, []);
  await repository.deleteConversation(...conversations.map((chat) => chat.id));
  // Whatever sign there is of an import: one that is under way stores its messages again.
  await repository.removeStaged();
  const drafts = await repository.loadDrafts();
  await repository.saveDrafts(drafts.map((draft) => ({ ...draft, text: '' })));
  for (const replyId of await repository.loadStops()) await repository.setStop(replyId, false);
  store.dropConversations(conversations.map((chat) => chat.id));
  const left = await askToForget(transport, replyIds, FORGET_AT_ONCE);
  await deletions.keepDue(id, left);
  return left;
}

async function keepDue({ repository }: ChatStorage, id: string, replyIds: readonly ReplyId[]): Promise<void> {
  await (await repository.deletions()).keepDue(id, replyIds);
}

function jsonFile(text: string): Blob {
  return new Blob([text], { type: 'application/json' });
}
