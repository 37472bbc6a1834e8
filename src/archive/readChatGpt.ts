import { isRecord } from '../../protocol/parts.ts';
import { chatGptParts } from './chatGptParts.ts';
import type { ChatRows } from './ChatRows.ts';
import type { ExportedFiles } from './exportedFiles.ts';
import { stringAt, stringsOf, timeOf, titleOr } from './foreignValues.ts';
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

/**
 * A chat of ChatGPT's export. Messages of the system, hidden ones, and those of tools but for the files that they made are left out;
 * what followed them moves up.
 */
export function readChatGptChat(chat: Record<string, unknown>, files: ExportedFiles): ChatRows {
  const createdAtMs = timeOf(chat['create_time'], 0);
  const { turns, keptFor } = walk(chat['mapping'], { createdAtMs, files });
  const joined = joinedAnswers(turns);
  const currentId = keptFor.get(stringAt(chat, 'current_node') ?? '') ?? '';
  return importedChat({
    source: 'chatgpt',
    id: stringAt(chat, 'conversation_id') ?? stringAt(chat, 'id') ?? `${stringAt(chat, 'title')} ${createdAtMs}`,
    title: titleOr(chat['title'], turns),
    createdAtMs,
    updatedAtMs: timeOf(chat['update_time'], createdAtMs),
    archived: chat['is_archived'] === true,
    turns: joined.turns,
    currentId: joined.nowIn.get(currentId) ?? currentId,
  });
}

/** What all messages of a chat have. */
interface Walk {
  /** The time of those that have none. */
  readonly createdAtMs: number;
  readonly files: ExportedFiles;
}

/** The turns of a tree from its tops down, and for each node the turn that it is or follows. */
function walk(tree: unknown, around: Walk): { turns: readonly ImportedTurn[]; keptFor: ReadonlyMap<string, string> } {
  const mapping = new Map(Object.entries(isRecord(tree) ? tree : {}));
  const childrenOf = childrenIn(mapping);
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
    const turn = turnOf(node['message'], step, around);
    if (turn) turns.push(turn);
    const kept = turn?.id ?? above;
    if (kept !== undefined) keptFor.set(id, kept);
    for (const child of childrenOf(id).toReversed()) waiting.push({ id: child, above: kept });
  }
  return { turns, keptFor };
}

function turnOf(message: unknown, step: Step, { createdAtMs, files }: Walk): ImportedTurn | undefined {
  if (!isRecord(message)) return undefined;
  const { metadata, content } = message;
  const role = stringAt(message['author'], 'role');
  const isHidden = isRecord(metadata) && metadata['is_visually_hidden_from_conversation'] === true;
  if (!isSpeaker(role) || isHidden || !isRecord(content)) return undefined;
  const all = chatGptParts(message, files);
  // A tool that draws answers with the picture; what else tools say is not for readers.
  const parts = role === 'tool' ? all.filter(({ type }) => type === 'attachment') : all;
  if (parts.every((part) => 'text' in part && part.text.trim() === '')) return undefined;
  return {
    id: step.id,
    parentId: step.above,
    role: role === 'user' ? 'user' : 'assistant',
    parts,
    modelId: stringAt(metadata, 'model_slug') ?? 'chatgpt',
    createdAtMs: timeOf(message['create_time'], createdAtMs),
  };
}

function isSpeaker(role: string | undefined): role is 'user' | 'assistant' | 'tool' {
  return role === 'user' || role === 'assistant' || role === 'tool';
}

/** The nodes below each: those that it lists, and those that name it as what they follow, since newer exports have no lists. */
function childrenIn(mapping: ReadonlyMap<string, unknown>): (id: string) => readonly string[] {
  const following = Map.groupBy(mapping.keys(), (id) => stringAt(mapping.get(id), 'parent'));
  return (id) => {
    const node = mapping.get(id);
    return [...new Set([...stringsOf(isRecord(node) ? node['children'] : []), ...(following.get(id) ?? [])])];
  };
}
