import { lastRun, textOf, type AssistantMessage, type Message } from '../../conversation/Message.ts';
import { activePath } from '../../conversation/tree.ts';
import { createReplyReader } from '../../markdown/blocks/createReplyReader.ts';
import { blocksIn } from '../../markdown/blocksIn.ts';
import type { BlockNode, CodeNode } from '../../markdown/markdownTree.ts';
import type { CommandContext } from './Command.ts';

/** The answers in sight in the open chat, the first first, each as it stands now. */
export function repliesIn({ session, currentId }: CommandContext): readonly AssistantMessage[] {
  const { conversations, threads, liveReplies } = session.store.getState();
  const conversation = currentId && conversations.get(currentId);
  const messages = currentId && threads.get(currentId);
  if (!conversation || !messages) return [];
  return activePath(messages, conversation.shownChildren)
    .filter(isReply)
    .map((message) => {
      const run = lastRun(message);
      const reply = liveReplies.get(run.reply.replyId);
      return reply ? { ...message, runs: [...message.runs.slice(0, -1), { ...run, reply }] } : message;
    });
}

function isReply(message: Message): message is AssistantMessage {
  return message.role === 'assistant';
}

/** The last block of code of the open chat. */
export function lastCodeIn(context: CommandContext): CodeNode | undefined {
  for (const message of repliesIn(context).toReversed()) {
    const { blocks } = createReplyReader()(textOf(message), false);
    const code = blocksIn(blocks, isCode).findLast(({ text }) => text !== '');
    if (code) return code;
  }
  return undefined;
}

function isCode(block: BlockNode): block is CodeNode {
  return block.kind === 'code';
}
