import { isRecord, type Part } from '../../protocol/parts.ts';
import { importedChat, type ImportedTurn } from './importedChat.ts';
import type { ChatRows } from './ChatRows.ts';
import type { ExportedFiles } from './exportedFiles.ts';
import { listOf, timeOf, titleOr } from './foreignValues.ts';

/** Whether a chat is written as Claude's export does: `conversations.json` of the archive that its settings send. */
export function isClaudeChat(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && Array.isArray(value['chat_messages']) && typeof value['uuid'] === 'string';
}

/** A chat of Claude's export. What it has no text for is told in a remark. */
export function readClaudeChat(chat: Record<string, unknown>, files: ExportedFiles): ChatRows {
  const createdAtMs = timeOf(chat['created_at'], 0);
  const turns: ImportedTurn[] = [];
  const known = new Set<string>();
  for (const message of listOf(chat['chat_messages'])) {
    if (!isRecord(message) || typeof message['uuid'] !== 'string' || known.has(message['uuid'])) continue;
    const parent = message['parent_message_uuid'];
    // Older exports have no branches: then each follows the one before it.
    const follows = typeof parent === 'string' ? (known.has(parent) ? parent : undefined) : turns.at(-1)?.id;
    known.add(message['uuid']);
    turns.push({
      id: message['uuid'],
      parentId: follows,
      role: message['sender'] === 'assistant' ? 'assistant' : 'user',
      parts: partsOf(message, files),
      modelId: 'claude',
      createdAtMs: timeOf(message['created_at'], createdAtMs),
    });
  }
  return importedChat({
    source: 'claude',
    id: String(chat['uuid']),
    title: titleOr(chat['name'], turns),
    createdAtMs,
    updatedAtMs: timeOf(chat['updated_at'], createdAtMs),
    turns,
    currentId:
      typeof chat['current_leaf_message_uuid'] === 'string' ? chat['current_leaf_message_uuid'] : turns.at(-1)?.id,
  });
}

function partsOf(message: Record<string, unknown>, files: ExportedFiles): readonly Part[] {
  const content = listOf(message['content']).flatMap(partOf);
  const text = typeof message['text'] === 'string' && message['text'] !== '' ? message['text'] : undefined;
  const said: readonly Part[] = content.length > 0 || text === undefined ? content : [{ type: 'text', text }];
  const attached = [...listOf(message['attachments']), ...listOf(message['files'])];
  return [...said, ...attached.flatMap((value) => attachmentOf(value, files))];
}

function partOf(value: unknown): readonly Part[] {
  if (!isRecord(value)) return [];
  const { type, text, thinking, name } = value;
  if (type === 'text' && typeof text === 'string') return [{ type: 'text', text }];
  if (type === 'thinking' && typeof thinking === 'string') return [{ type: 'reasoning', text: thinking }];
  return type === 'tool_use' && typeof name === 'string' ? [{ type: 'notice', text: `Used ${name}.` }] : [];
}

/** A file, and the text of it, which a model was told and is told again; else its name. */
function attachmentOf(value: unknown, files: ExportedFiles): readonly Part[] {
  if (!isRecord(value) || typeof value['file_name'] !== 'string') return [];
  const { file_name: name, extracted_content: content } = value;
  if (typeof content !== 'string' || content === '') return [{ type: 'notice', text: `Attachment: ${name}` }];
  return [files.ofText(name, content), { type: 'text', text: `\n\n${content}` }];
}
