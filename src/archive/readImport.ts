import { ArchiveError } from './ArchiveError.ts';
import { attachmentsOf } from '../conversation/attachmentsOf.ts';
import type { ChatRows, WholeChats } from './ChatRows.ts';
import { decodeText } from './decodeText.ts';
import { exportedFiles, type ExportedFiles } from './exportedFiles.ts';
import { isZip, openZip } from './openZip.ts';
import { parseJson } from './parseJson.ts';
import { readArchive } from './readArchive.ts';
import { isChatGptChat, readChatGptChat } from './readChatGpt.ts';
import { isClaudeChat, readClaudeChat } from './readClaude.ts';

/**
 * The chats in a file, with what it holds of their attachments: an archive of ours, or an export of ChatGPT or Claude, as a zip or its
 * `conversations.json` alone.
 *
 * @throws {ArchiveError}
 * @see docs/spec.md I3 and I25
 */
export function readImport(file: Uint8Array): WholeChats {
  if (!isZip(file)) {
    const files = exportedFiles();
    return whole(readForeign(parseJson(decodeText(file)), files), files);
  }
  const zip = openZip(file);
  if (zip.sizes.has('rivulet.json')) return readArchive(zip);
  const foreign = [...zip.texts(isConversations).values()];
  if (foreign.length === 0) throw new ArchiveError('unknown-format');
  const files = exportedFiles(zip);
  return whole(joined(foreign.map((text) => readForeign(parseJson(text), files))), files);
}

/** Chats with those of the files that they refer to. */
function whole(rows: ChatRows, { stored }: ExportedFiles): WholeChats {
  const hashes = new Set(rows.messages.flatMap(attachmentsOf).map(({ hash }) => hash));
  return { ...rows, attachments: [...stored.values()].filter(({ hash }) => hashes.has(hash)) };
}

/** Large exports of ChatGPT are cut into several. */
function isConversations(name: string): boolean {
  return /(^|\/)conversations(-\d+)?\.json$/.test(name);
}

function readForeign(value: unknown, files: ExportedFiles): ChatRows {
  const chats = Array.isArray(value) ? value : [value];
  const read = chats.flatMap((chat) => {
    if (isChatGptChat(chat)) return [readChatGptChat(chat, files)];
    return isClaudeChat(chat) ? [readClaudeChat(chat, files)] : [];
  });
  if (read.length === 0) throw new ArchiveError('unknown-format');
  return joined(read);
}

function joined(all: readonly ChatRows[]): ChatRows {
  return {
    conversations: all.flatMap(({ conversations }) => conversations),
    messages: all.flatMap(({ messages }) => messages),
  };
}
