import type { Part } from '../../protocol/parts.ts';
import type { Conversation } from '../conversation/Conversation.ts';
import type { Message } from '../conversation/Message.ts';
import { readConversation, readMessage } from '../persistence/readRows.ts';
import type { ChatRows } from './ChatRows.ts';
import { importedId } from './importedId.ts';

/** A turn of a foreign chat that is worth keeping. */
export interface ImportedTurn {
  readonly id: string;
  /** The turn that it follows; absent for the first. */
  readonly parentId?: string | undefined;
  readonly role: 'user' | 'assistant';
  readonly parts: readonly Part[];
  readonly modelId: string;
  readonly createdAtMs: number;
}

/** A foreign chat, its turns each behind the one that it follows. */
export interface ImportedChat {
  /** Whose export it is from: 3 to 8 letters. */
  readonly source: string;
  readonly id: string;
  readonly title: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly archived?: boolean;
  readonly turns: readonly ImportedTurn[];
  /** The last turn in sight. */
  readonly currentId?: string | undefined;
}

/** A foreign chat as rows of ours, under names that are always the same. */
export function importedChat(chat: ImportedChat): ChatRows {
  const { source, turns } = chat;
  const nameOf = (id: string): string => importedId(source, chat.id, id);
  const conversationId = importedId(source, chat.id);
  const messages = turns.map((turn, index) => {
    const node = {
      id: nameOf(turn.id),
      conversationId,
      parentId: turn.parentId === undefined ? null : nameOf(turn.parentId),
      createdAtMs: turn.createdAtMs,
      order: index + 1,
      role: turn.role,
    };
    if (turn.role === 'user') return { ...node, parts: turn.parts };
    const state = { status: 'done', finishReason: 'stop' };
    const reply = { replyId: node.id, model: turn.modelId, parts: turn.parts, seq: 0, state };
    const times = { startedAtMs: turn.createdAtMs, endedAtMs: turn.createdAtMs };
    return { ...node, runs: [{ mode: 'answer', modelId: turn.modelId, ...times, reply }] };
  });
  const conversation = readConversation({
    id: conversationId,
    title: chat.title,
    titleFrom: 'person',
    createdAtMs: chat.createdAtMs,
    updatedAtMs: chat.updatedAtMs,
    archived: chat.archived,
    shownChildren: shownChildren(turns, chat.currentId, nameOf),
  });
  return {
    conversations: [conversation].filter((row): row is Conversation => row !== undefined),
    messages: messages.map(readMessage).filter((row): row is Message => row !== undefined),
  };
}

function shownChildren(
  turns: readonly ImportedTurn[],
  currentId: string | undefined,
  nameOf: (id: string) => string,
): Record<string, string> {
  const byId = new Map(turns.map((turn) => [turn.id, turn]));
  const shown: Record<string, string> = {};
  for (let turn = byId.get(currentId ?? ''); turn; turn = byId.get(turn.parentId ?? '')) {
    const key = turn.parentId === undefined ? 'root' : nameOf(turn.parentId);
    // Each turn stands behind its parent, so this ends; a fork is passed once.
    if (key in shown) break;
    shown[key] = nameOf(turn.id);
  }
  return shown;
}
