import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';
import { activePath } from '../conversation/tree.ts';
import { bytesOf } from '../persistence/bytesOf.ts';
import { ArchiveError } from './ArchiveError.ts';
import { attachmentNames, MOST_ATTACHED_BYTES } from './attachmentNames.ts';
import { canonicalJson } from './canonicalJson.ts';
import type { WholeChats } from './ChatRows.ts';
import { createZip } from './createZip.ts';
import { markdownOfChat } from './markdownOfChat.ts';
import { unasked } from './unasked.ts';

/** The version of the format that is written. Version 2 has attachments. */
export const ARCHIVE_VERSION = 2;

/**
 * A zip with everything: `rivulet.json` says what it is, `conversations.jsonl` has a line for each chat and
 * `messages/<chat>.jsonl` one for each message, on every branch; `attachments/<hash>` are the files that messages refer to,
 * `settings.json`, where there are any, the settings that differ, and `markdown/` is for people. The same chats and settings give the
 * same bytes.
 *
 * @param onShare called with the share of the files that are packed, from 0 to 1.
 * @throws {ArchiveError} `too-large` where it could not be read again.
 * @see docs/spec.md I1, I9 and I26
 */
export async function writeArchive(
  { conversations, messages, attachments, settings }: WholeChats,
  onShare?: (share: number) => void,
): Promise<Blob> {
  const chats = conversations.toSorted(byId);
  const byChat = Map.groupBy(messages, ({ conversationId }) => conversationId);
  const rowsOf = new Map(chats.map(({ id }) => [id, (byChat.get(id) ?? []).map(unasked).toSorted(inOrder)]));
  const names = attachmentNames([...rowsOf.values()].flat());
  const files = new Map<string, string | Blob>([
    ['rivulet.json', `${canonicalJson({ format: 'rivulet-archive', version: ARCHIVE_VERSION })}\n`],
    ['conversations.jsonl', linesOf(chats)],
    ...settingsFile(settings),
  ]);
  for (const chat of chats) {
    const rows = rowsOf.get(chat.id) ?? [];
    const addressOf = (hash: string): string => `../${names.get(hash) ?? ''}`;
    files.set(`messages/${nameOf(chat.id)}.jsonl`, linesOf(rows));
    files.set(`markdown/${nameOf(chat.id)}.md`, markdownOfChat(chat, pathOf(chat, rows), addressOf));
  }
  for (const { hash, blob } of attachments) {
    const name = names.get(hash);
    if (name !== undefined) files.set(name, blob);
  }
  return pack(files, onShare);
}

/** How often it is told, at most, how far the packing is. */
const STEPS = 100;

async function pack(
  files: ReadonlyMap<string, string | Blob>,
  onShare: ((share: number) => void) | undefined,
): Promise<Blob> {
  const zip = createZip();
  const step = Math.ceil(files.size / STEPS);
  let count = 0;
  let attachedBytes = 0;
  for (const [name, file] of [...files].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    count += 1;
    if (count % step === 0) onShare?.(count / files.size);
    if (typeof file === 'string') {
      zip.add(name, new TextEncoder().encode(file), true);
      continue;
    }
    attachedBytes += file.size;
    if (attachedBytes > MOST_ATTACHED_BYTES) throw new ArchiveError('too-large');
    const bytes = await bytesOf(file);
    // Most are packed by themselves, as pictures are.
    if (bytes) zip.add(name, bytes, false);
  }
  return zip.end();
}

function settingsFile(settings: WholeChats['settings']): readonly (readonly [string, string])[] {
  const hasSome = settings !== undefined && Object.keys(settings.values).length > 0;
  return hasSome ? [['settings.json', `${canonicalJson(settings.values)}\n`]] : [];
}

function pathOf(chat: Conversation, rows: readonly Message[]): readonly Message[] {
  return activePath(new Map(rows.map((row) => [row.id, row])), chat.shownChildren);
}

function linesOf(rows: readonly unknown[]): string {
  return rows.map((row) => `${canonicalJson(row)}\n`).join('');
}

function inOrder(one: Message, other: Message): number {
  return one.order - other.order || byId(one, other);
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}

/** An id that a file may be called by; one from elsewhere may have other characters. */
function nameOf(id: ConversationId): string {
  return encodeURIComponent(id).replaceAll('.', '%2E');
}
