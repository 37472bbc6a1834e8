import { isRecord, type Part } from '../../protocol/parts.ts';
import { importedChat, type ImportedTurn } from './importedChat.ts';
import type { ChatRows } from './ChatRows.ts';
import { listOf, timeOf, titleOr } from './foreignValues.ts';

/** Whether a chat is written as Claude's export does: `conversations.json` of the archive that its settings send. */
export function isClaudeChat(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && Array.isArray(value['chat_messages']) && typeof value['uuid'] === 'string';
}

/** A chat of Claude's export. What it has no text for is told in a remark. */
export function readClaudeChat(chat: Record<string, unknown>): ChatRows {
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
      parts: partsOf(message),
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

function partsOf(message: Record<string, unknown>): readonly Part[] {
  const content = listOf(message['content']).flatMap(partOf);
  const text = typeof message['text'] === 'string' && message['text'] !== '' ? message['text'] : undefined;
  const said: readonly Part[] = content.length > 0 || text === undefined ? content : [{ type: 'text', text }];
  const files = [...listOf(message['attachments']), ...listOf(message['files'])];
  return [...said, ...files.flatMap(attachmentOf)];
}

function partOf(value: unknown): readonly Part[] {
  if (!isRecord(value)) return [];
  const { type, text, thinking, name } = value;
  if (type === 'text' && typeof text === 'string') return [{ type: 'text', text }];
  if (type === 'thinking' && typeof thinking === 'string') return [{ type: 'reasoning', text: thinking }];
  return type === 'tool_use' && typeof name === 'string' ? [{ type: 'notice', text: `Used ${name}.` }] : [];
}

function attachmentOf(value: unknown): readonly Part[] {
  if (!isRecord(value) || typeof value['file_name'] !== 'string') return [];
  const { file_name: name, extracted_content: content } = value;
  const notice: Part = { type: 'notice', text: `Attachment: ${name}` };
  return typeof content === 'string' && content !== '' ? [notice, { type: 'text', text: `\n\n${content}` }] : [notice];
}
