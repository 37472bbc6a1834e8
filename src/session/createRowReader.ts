import type { ChatRows } from '../archive/ChatRows.ts';
import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';
import { purgedMessage } from '../conversation/removedMessage.ts';
import { isPlaceholder } from '../persistence/placeholderFor.ts';
import { settingsToArchive } from '../settings/archivedSettings.ts';
import type { SettingsStore } from '../store/settingsStore.ts';
import { batches, CHATS_AT_ONCE } from './batches.ts';
import type { ChatStorage } from './chatStorage.ts';
import type { ReadOptions, RowsToSave } from './saving.ts';

/** Reads chats with their messages, to be saved. */
export interface RowReader {
  /** Of one chat, by default of all, with placeholders for what cannot be read. */
  rowsOf(conversationId?: ConversationId, watched?: ReadOptions): Promise<ChatRows>;
  /** Everything as it goes into an archive. */
  readAll(watched: ReadOptions): Promise<RowsToSave>;
}

/** What reads the rows of a disk. */
export function createRowReader({
  storage,
  settings,
}: {
  readonly storage: ChatStorage;
  readonly settings: SettingsStore;
}): RowReader {
  const rowsOf = async (conversationId?: ConversationId, watched?: ReadOptions): Promise<ChatRows> => {
    // Asked for each time: where the disk cannot be had, memory takes its place.
    const { repository } = storage;
    const ids = conversationId ? [conversationId] : (await repository.loadConversations()).map(({ id }) => id);
    const [conversations, messages]: [(readonly Conversation[])[], (readonly Message[])[]] = [[], []];
    let count = 0;
    for (const batch of batches(ids, CHATS_AT_ONCE)) {
      watched?.signal.throwIfAborted();
      // Once more, now that their messages are read: another tab may have deleted or written one.
      conversations.push(await repository.loadConversations(batch));
      // A page that was killed while Undo was offered has left the texts of what was deleted.
      messages.push((await repository.loadMessages(...batch)).map(purgedMessage));
      count += batch.length;
      watched?.onShare(count / ids.length);
    }
    return { conversations: conversations.flat(), messages: messages.flat() };
  };
  return {
    rowsOf,
    async readAll(watched) {
      const values = settingsToArchive(settings.getState());
      const found = await rowsOf(undefined, watched);
      const rows = withPlaces(found);
      const hashes = new Set(rows.messages.flatMap(attachmentsOf).map(({ hash }) => hash));
      const attachments = await storage.repository.loadAttachments([...hashes]);
      const lost = found.messages.filter(isPlaceholder).length;
      return { rows: { ...rows, attachments, settings: { values, skipped: 0 } }, lost };
    },
  };
}

/** Rows with places in the tree for what could not be read, of which only placeholders are known. @see docs/spec.md I36 */
export function withPlaces(rows: ChatRows): ChatRows {
  return { ...rows, messages: rows.messages.map((message) => (isPlaceholder(message) ? placeOf(message) : message)) };
}

/** Nobody has deleted it: it is to take nothing from a message that is whole elsewhere. */
function placeOf(message: Message): Message {
  const { removals: _, ...place } = purgedMessage({ ...message, removals: 1 });
  return place;
}
