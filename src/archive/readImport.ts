import { ArchiveError } from './ArchiveError.ts';
import type { ChatRows } from './ChatRows.ts';
import { parseJson } from './parseJson.ts';
import { isArchived, readArchive } from './readArchive.ts';
import { isChatGptChat, readChatGptChat } from './readChatGpt.ts';
import { isClaudeChat, readClaudeChat } from './readClaude.ts';
import { isZip, unpack } from './unpack.ts';

/**
 * The chats in a file: an archive of ours, or an export of ChatGPT or Claude, as a zip or its `conversations.json` alone.
 *
 * @throws {ArchiveError}
 * @see docs/spec.md I3
 */
export function readImport(file: Uint8Array): ChatRows {
  if (!isZip(file)) return readForeign(parseJson(new TextDecoder().decode(file)));
  const files = unpack(file, (name) => isArchived(name) || isConversations(name));
  if (files.has('rivulet.json')) return readArchive(new Map([...files].filter(([name]) => isArchived(name))));
  const foreign = [...files].filter(([name]) => isConversations(name));
  if (foreign.length === 0) throw new ArchiveError('unknown-format');
  return joined(foreign.map(([, text]) => readForeign(parseJson(text))));
}

/** Large exports of ChatGPT are cut into several. */
function isConversations(name: string): boolean {
  return /(^|\/)conversations(-\d+)?\.json$/.test(name);
}

function readForeign(value: unknown): ChatRows {
  const chats = Array.isArray(value) ? value : [value];
  const read = chats.flatMap((chat) => {
    if (isChatGptChat(chat)) return [readChatGptChat(chat)];
    return isClaudeChat(chat) ? [readClaudeChat(chat)] : [];
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
