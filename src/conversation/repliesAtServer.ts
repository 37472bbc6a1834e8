import type { ReplyId } from '../../protocol/ids.ts';
import type { Message } from './Message.ts';

/** The replies of messages that the server may have. What was done without an event came from a file or from a person. */
export function repliesAtServer(messages: readonly Message[]): readonly ReplyId[] {
  return messages
    .flatMap((message) => (message.role === 'assistant' ? message.runs : []))
    .filter(({ reply: { seq, state } }) => seq > 0 || state.status !== 'done')
    .map(({ reply }) => reply.replyId);
}
