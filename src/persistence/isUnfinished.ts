import { lastRun, type Message } from '../conversation/Message.ts';
import { isFinal } from '../conversation/reply.ts';

/** Whether the last run of a message has not ended. */
export function isUnfinished(message: Message): boolean {
  return message.role === 'assistant' && !isFinal(lastRun(message).reply.state);
}
