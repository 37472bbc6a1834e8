import { isReplyId } from '../../protocol/ids.ts';
import { isRecord } from '../../protocol/parts.ts';
import type { Message } from '../conversation/Message.ts';
import { readNode } from './readRows.ts';

/** What stands where a message cannot be read. */
const SENTENCE = 'This message is damaged and cannot be shown. It is left on the disk as it is.';

/** A remark, which no model is ever told. */
const NOTICE = { type: 'notice', text: SENTENCE } as const;

/**
 * A message in place of a row whose contents cannot be read but whose place in its chat can, so that what hangs on it stays in sight;
 * `undefined` when not even that is known. It is never written over the row.
 *
 * @see docs/spec.md P17 and C25
 */
export function placeholderFor(row: unknown): Message | undefined {
  const node = isRecord(row) ? readNode(row) : undefined;
  if (!node || !isRecord(row)) return undefined;
  if (row['role'] === 'user') return { ...node, role: 'user', parts: [NOTICE] };
  // A branded name that no server is ever asked for: the reply has ended.
  const replyId = `damaged-${'0'.repeat(8)}`;
  if (!isReplyId(replyId)) return undefined;
  const state = { status: 'done', finishReason: 'stop' } as const;
  const reply = { replyId, model: '', parts: [NOTICE], seq: 0, state };
  return { ...node, role: 'assistant', runs: [{ mode: 'answer', modelId: '', startedAtMs: node.createdAtMs, reply }] };
}

/** Whether a message only stands for one that cannot be read. */
export function isPlaceholder(message: Message): boolean {
  const parts = message.role === 'user' ? message.parts : message.runs.flatMap(({ reply }) => reply.parts);
  return parts.length === 1 && parts.every((part) => part.type === 'notice' && part.text === SENTENCE);
}
