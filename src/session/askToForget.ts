import type { ReplyId } from '../../protocol/ids.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';

/**
 * Asks the server to forget replies, some at a time. When it takes note of none of them it is out of reach, and is asked no further.
 *
 * @returns those that it has not taken note of. Never rejects.
 */
export async function askToForget(
  transport: Pick<ReplyTransport, 'forget'>,
  replyIds: readonly ReplyId[],
  atOnce: number,
): Promise<readonly ReplyId[]> {
  const left: ReplyId[] = [];
  for (let at = 0; at < replyIds.length; at += atOnce) {
    const asked = replyIds.slice(at, at + atOnce);
    // A transport of someone else's may reject.
    const answers = await Promise.all(
      asked.map((replyId) => transport.forget(replyId).catch(() => 'unreachable' as const)),
    );
    left.push(...asked.filter((_, index) => answers[index] === 'unreachable'));
    if (answers.every((answer) => answer === 'unreachable')) return [...left, ...replyIds.slice(at + atOnce)];
  }
  return left;
}
