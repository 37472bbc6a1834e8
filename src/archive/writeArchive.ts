import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId, Message } from '../conversation/Message.ts';
import { activePath } from '../conversation/tree.ts';
import { canonicalJson } from './canonicalJson.ts';
import type { ChatRows } from './ChatRows.ts';
import { markdownOfChat } from './markdownOfChat.ts';

/** The version of the format that is written. */
export const ARCHIVE_VERSION = 1;

/**
 * A zip with everything: `rivulet.json` says what it is, `conversations.jsonl` has a line for each chat and
 * `messages/<chat>.jsonl` one for each message, on every branch; `settings.json`, where there are any, those that differ; `markdown/` is for people.
 * The same chats and settings give the same bytes.
 *
 * @see docs/spec.md I1 and I9
 */
export function writeArchive({ conversations, messages, settings }: ChatRows): Uint8Array {
  const chats = conversations.toSorted(byId);
  const byChat = Map.groupBy(messages, ({ conversationId }) => conversationId);
  const files: Record<string, string> = {
    'rivulet.json': `${canonicalJson({ format: 'rivulet-archive', version: ARCHIVE_VERSION })}\n`,
    'conversations.jsonl': linesOf(chats),
    ...settingsFile(settings),
  };
  for (const chat of chats) {
    const rows = (byChat.get(chat.id) ?? []).toSorted((one, other) => one.order - other.order || byId(one, other));
    files[`messages/${nameOf(chat.id)}.jsonl`] = linesOf(rows);
    files[`markdown/${nameOf(chat.id)}.md`] = markdownOfChat(chat, pathOf(chat, rows));
  }
  return zip(files);
}

function settingsFile(settings: ChatRows['settings']): Record<string, string> {
  const hasSome = settings !== undefined && Object.keys(settings.values).length > 0;
  return hasSome ? { 'settings.json': `${canonicalJson(settings.values)}\n` } : {};
}

function pathOf(chat: Conversation, rows: readonly Message[]): readonly Message[] {
  return activePath(new Map(rows.map((row) => [row.id, row])), chat.shownChildren);
}

function linesOf(rows: readonly unknown[]): string {
  return rows.map((row) => `${canonicalJson(row)}\n`).join('');
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}

/** An id that a file may be called by; one from elsewhere may have other characters. */
function nameOf(id: ConversationId): string {
  return encodeURIComponent(id).replaceAll('.', '%2E');
}

/** The first time that a zip can tell: when it was written is no part of it. */
const MTIME = new Date(1980, 0, 1);

function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const entries: Zippable = {};
  for (const name of Object.keys(files).toSorted()) entries[name] = [strToU8(files[name] ?? ''), { mtime: MTIME }];
  return zipSync(entries);
}
