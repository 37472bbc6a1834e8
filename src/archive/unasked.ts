import type { Message } from '../conversation/Message.ts';
import { isFinal } from '../conversation/reply.ts';

/**
 * An answer as an archive has it. A page asks a model again for one of which nothing has come: whoever opens a chat from a file asks for
 * nothing, so it is interrupted here.
 *
 * @see docs/spec.md I35
 */
export function unasked(message: Message): Message {
  if (message.role === 'user') return message;
  const runs = message.runs.map((run) =>
    isFinal(run.reply.state) || run.reply.seq > 0
      ? run
      : { ...run, reply: { ...run.reply, state: { status: 'interrupted' } as const } },
  );
  return { ...message, runs };
}
