import type { ReplyId } from '../../protocol/ids.ts';
import type { Conversation } from './Conversation.ts';
import type { ConversationId, Message, MessageId, Run } from './Message.ts';

/** What names the copies. */
export interface BranchNames {
  readonly conversationId: ConversationId;
  readonly newMessageId: () => MessageId;
  readonly newReplyId: () => ReplyId;
}

/**
 * A chat of its own made of a path: the texts and runs as they are, every name new, so that neither chat can take anything from
 * the other.
 *
 * @see docs/spec.md C13
 */
export function branchedChat(
  from: Conversation,
  path: readonly Message[],
  names: BranchNames,
  times: { readonly nowMs: number; readonly updatedAtMs: number },
): { readonly conversation: Conversation; readonly messages: readonly Message[] } {
  const ids = new Map(path.map(({ id }) => [id, names.newMessageId()]));
  const messages = path.map((message, index): Message => {
    const above = path[index - 1];
    const node = {
      id: ids.get(message.id) ?? message.id,
      conversationId: names.conversationId,
      parentId: (above && ids.get(above.id)) ?? null,
      createdAtMs: message.createdAtMs,
      order: index + 1,
    };
    if (message.role === 'user') return { ...node, role: 'user', parts: message.parts };
    const runs = message.runs.map(({ revises, ...run }): Run => {
      const copied = revises && ids.get(revises);
      const reply = { ...run.reply, replyId: names.newReplyId() };
      return { ...run, ...(copied ? { revises: copied } : {}), reply };
    });
    return { ...node, role: 'assistant', ...(message.edited ? { edited: true } : {}), runs };
  });
  const { conversationId: id } = names;
  const title = `${from.title.replace(/ \(branch\)$/u, '')} (branch)`;
  const { nowMs: createdAtMs, updatedAtMs } = times;
  return {
    conversation: {
      id,
      title,
      titleFrom: 'person',
      createdAtMs,
      updatedAtMs,
      shownChildren: {},
      ...(from.settings ? { settings: from.settings } : {}),
    },
    messages,
  };
}
