import { isRecord, type Part } from '../../protocol/parts.ts';
import type { ChatRows } from './ChatRows.ts';
import { listOf, stringAt, stringsOf, timeOf, titleOr } from './foreignValues.ts';
import { joinedAnswers } from './joinedAnswers.ts';
import { importedChat, type ImportedTurn } from './importedChat.ts';

/** Whether a chat is written as ChatGPT's export does: `conversations.json` of the archive that its settings send. */
export function isChatGptChat(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && isRecord(value['mapping']);
}

interface Step {
  readonly id: string;
  /** The turn above it that is kept. */
  readonly above: string | undefined;
}

/** A chat of ChatGPT's export. Messages of the system and of tools, and hidden ones, are left out; what followed them moves up. */
export function readChatGptChat(chat: Record<string, unknown>): ChatRows {
  const createdAtMs = timeOf(chat['create_time'], 0);
  const { turns, keptFor } = walk(chat['mapping'], createdAtMs);
  const joined = joinedAnswers(turns);
  const currentId = keptFor.get(stringAt(chat, 'current_node') ?? '') ?? '';
  return importedChat({
    source: 'chatgpt',
    id: stringAt(chat, 'conversation_id') ?? stringAt(chat, 'id') ?? `${stringAt(chat, 'title')} ${createdAtMs}`,
    title: titleOr(chat['title'], turns),
    createdAtMs,
    updatedAtMs: timeOf(chat['update_time'], createdAtMs),
    turns: joined.turns,
    currentId: joined.nowIn.get(currentId) ?? currentId,
  });
}

/** The turns of a tree from its tops down, and for each node the turn that it is or follows. */
function walk(
  tree: unknown,
  createdAtMs: number,
): { turns: readonly ImportedTurn[]; keptFor: ReadonlyMap<string, string> } {
  const mapping = new Map(Object.entries(isRecord(tree) ? tree : {}));
  const turns: ImportedTurn[] = [];
  const keptFor = new Map<string, string>();
  const waiting: Step[] = [...mapping]
    .filter(([, node]) => !mapping.has(stringAt(node, 'parent') ?? ''))
    .map(([id]) => ({ id, above: undefined }))
    .toReversed();
  const seen = new Set<string>();
  for (let step = waiting.pop(); step; step = waiting.pop()) {
    const { id, above } = step;
    const node = mapping.get(id);
    if (seen.has(id) || !isRecord(node)) continue;
    seen.add(id);
    const turn = turnOf(id, node['message'], above, createdAtMs);
    if (turn) turns.push(turn);
    const kept = turn?.id ?? above;
    if (kept !== undefined) keptFor.set(id, kept);
    for (const child of stringsOf(node['children']).toReversed()) waiting.push({ id: child, above: kept });
  }
  return { turns, keptFor };
}

function turnOf(
  id: string,
  message: unknown,
  parentId: string | undefined,
  fallbackMs: number,
): ImportedTurn | undefined {
  if (!isRecord(message)) return undefined;
  const { metadata, content } = message;
  const role = stringAt(message['author'], 'role');
  const isHidden = isRecord(metadata) && metadata['is_visually_hidden_from_conversation'] === true;
  if ((role !== 'user' && role !== 'assistant') || isHidden || !isRecord(content)) return undefined;
  const files = isRecord(metadata) ? listOf(metadata['attachments']) : [];
  const parts = [...partsOf(content), ...files.flatMap(fileOf)];
  if (parts.every((part) => 'text' in part && part.text.trim() === '')) return undefined;
  const modelId = stringAt(metadata, 'model_slug') ?? 'chatgpt';
  return { id, parentId, role, parts, modelId, createdAtMs: timeOf(message['create_time'], fallbackMs) };
}

function partsOf(content: Record<string, unknown>): readonly Part[] {
  const text = stringAt(content, 'text') ?? '';
  switch (content['content_type']) {
    case 'text':
    case 'multimodal_text':
      return listOf(content['parts']).flatMap(pieceOf);
    case 'code':
      return [{ type: 'text', text: `\`\`\`${languageOf(content)}\n${text}\n\`\`\`` }];
    case 'thoughts':
      return listOf(content['thoughts']).map((thought) => ({
        type: 'reasoning',
        text: [stringAt(thought, 'summary'), stringAt(thought, 'content')].filter(Boolean).join('\n'),
      }));
    default:
      return text === '' ? [] : [{ type: 'text', text }];
  }
}

function pieceOf(piece: unknown): readonly Part[] {
  if (typeof piece === 'string') return piece === '' ? [] : [{ type: 'text', text: piece }];
  const pointer = stringAt(piece, 'asset_pointer');
  const text = stringAt(piece, 'text');
  if (text !== undefined) return [{ type: 'text', text }];
  return pointer === undefined
    ? []
    : [{ type: 'notice', text: `An image or a file that is not in the export: ${pointer}` }];
}

function fileOf(file: unknown): readonly Part[] {
  const name = stringAt(file, 'name');
  return name === undefined ? [] : [{ type: 'notice', text: `Attachment: ${name}` }];
}

/** Only what can stand behind a fence. */
function languageOf(content: Record<string, unknown>): string {
  const language = stringAt(content, 'language') ?? '';
  return /^[\w+#-]{1,20}$/.test(language) && language !== 'unknown' ? language : '';
}
