import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { Message } from '../conversation/Message.ts';
import { readConversation, readMessage } from '../persistence/readRows.ts';
import type { StoredAttachment } from '../persistence/StoredAttachment.ts';
import { readArchivedSettings } from '../settings/archivedSettings.ts';
import { isRecord } from '../../protocol/parts.ts';
import { ArchiveError } from './ArchiveError.ts';
import { hashIn, MOST_ATTACHED_BYTES } from './attachmentNames.ts';
import type { WholeChats } from './ChatRows.ts';
import { hashOf } from './hashOf.ts';
import type { OpenedZip } from './openZip.ts';
import { parseJson } from './parseJson.ts';
import { unasked } from './unasked.ts';
import { ARCHIVE_VERSION } from './writeArchive.ts';

/** What we name chats and messages. Other names would be in the way of addresses, and of the next archive. */
const NAME = /^[\w-]{1,64}$/;

/**
 * The chats and settings of an archive.
 *
 * @throws {ArchiveError} `newer`; `damaged` when a line cannot be read, and `altered` when an attachment is not what it is called by:
 * half of an archive would look like all of it.
 * @see docs/spec.md I1, I10 and I27
 */
export function readArchive(zip: OpenedZip): WholeChats {
  const files = zip.texts(isText);
  const head = parseJson(files.get('rivulet.json') ?? '');
  if (!isRecord(head) || head['format'] !== 'rivulet-archive') throw new ArchiveError('damaged');
  if (!(typeof head['version'] === 'number' && head['version'] <= ARCHIVE_VERSION)) throw new ArchiveError('newer');
  const conversations = linesOf<Conversation>(files.get('conversations.jsonl') ?? '', readConversation);
  const known = new Set(conversations.map(({ id }) => id));
  const messages = [...files]
    .filter(([name]) => name.startsWith('messages/'))
    .flatMap(([, text]) => linesOf<Message>(text, readMessage))
    .map(unasked);
  if (messages.some(({ conversationId }) => !known.has(conversationId))) throw new ArchiveError('damaged');
  if ([...conversations, ...messages].some(({ id }) => !NAME.test(id))) throw new ArchiveError('damaged');
  return { conversations, messages, attachments: attachmentsIn(zip, messages), ...settingsIn(files) };
}

function settingsIn(files: ReadonlyMap<string, string>): Pick<WholeChats, 'settings'> {
  const text = files.get('settings.json');
  if (text === undefined) return {};
  const settings = parseJson(text);
  if (!isRecord(settings)) throw new ArchiveError('damaged');
  return { settings: readArchivedSettings(settings) };
}

/** Whether a name is that of a text that is read again; `markdown/` is for people. */
function isText(name: string): boolean {
  return /^(rivulet\.json|settings\.json|conversations\.jsonl)$/.test(name) || /^messages\/[^/]+\.jsonl$/.test(name);
}

/** What the messages refer to, as far as it is there: a file that was lost before is no reason to refuse the chats. */
function attachmentsIn(zip: OpenedZip, messages: readonly Message[]): readonly StoredAttachment[] {
  const wanted = new Set(messages.flatMap(attachmentsOf).map(({ hash }) => hash));
  const names = [...zip.sizes.keys()].filter((name) => wanted.has(hashIn(name) ?? ''));
  const bytes = names.reduce((sum, name) => sum + (zip.sizes.get(name) ?? 0), 0);
  if (bytes > MOST_ATTACHED_BYTES) throw new ArchiveError('too-large');
  const found = new Map<string, StoredAttachment>();
  let count = 0;
  zip.unpack(names, (name, file) => {
    const hash = hashOf(file);
    if (hash !== hashIn(name)) throw new ArchiveError('altered');
    count += 1;
    found.set(hash, { hash, blob: new Blob([new Uint8Array(file)]) });
  });
  if (count < names.length) throw new ArchiveError('altered');
  return [...found.values()];
}

function linesOf<Row>(text: string, read: (row: unknown) => Row | undefined): readonly Row[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    const row = read(parseJson(line));
    if (row === undefined) throw new ArchiveError('damaged');
    return [row];
  });
}
