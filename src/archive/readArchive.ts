import type { Conversation } from '../conversation/Conversation.ts';
import type { Message } from '../conversation/Message.ts';
import { readConversation, readMessage } from '../persistence/readRows.ts';
import { readArchivedSettings } from '../settings/archivedSettings.ts';
import { isRecord } from '../../protocol/parts.ts';
import { ArchiveError } from './ArchiveError.ts';
import type { ChatRows } from './ChatRows.ts';
import { parseJson } from './parseJson.ts';
import { ARCHIVE_VERSION } from './writeArchive.ts';

/** Whether a name is that of a file that is read again; `markdown/` is for people. */
export function isArchived(name: string): boolean {
  return /^(rivulet\.json|settings\.json|conversations\.jsonl)$/.test(name) || /^messages\/[^/]+\.jsonl$/.test(name);
}

/**
 * The chats and settings of an archive.
 *
 * @throws {ArchiveError} `newer`; `damaged` when a line cannot be read: half of an archive would look like all of it.
 * @see docs/spec.md I1 and I10
 */
export function readArchive(files: ReadonlyMap<string, string>): ChatRows {
  const head = parseJson(files.get('rivulet.json') ?? '');
  if (!isRecord(head) || head['format'] !== 'rivulet-archive') throw new ArchiveError('damaged');
  if (!(typeof head['version'] === 'number' && head['version'] <= ARCHIVE_VERSION)) throw new ArchiveError('newer');
  const conversations = linesOf<Conversation>(files.get('conversations.jsonl') ?? '', readConversation);
  const known = new Set(conversations.map(({ id }) => id));
  const messages = [...files]
    .filter(([name]) => name.startsWith('messages/'))
    .flatMap(([, text]) => linesOf<Message>(text, readMessage));
  if (messages.some(({ conversationId }) => !known.has(conversationId))) throw new ArchiveError('damaged');
  return { conversations, messages, ...settingsIn(files.get('settings.json')) };
}

function settingsIn(text: string | undefined): Pick<ChatRows, 'settings'> {
  if (text === undefined) return {};
  const settings = parseJson(text);
  if (!isRecord(settings)) throw new ArchiveError('damaged');
  return { settings: readArchivedSettings(settings) };
}

function linesOf<Row>(text: string, read: (row: unknown) => Row | undefined): readonly Row[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    const row = read(parseJson(line));
    if (row === undefined) throw new ArchiveError('damaged');
    return [row];
  });
}
