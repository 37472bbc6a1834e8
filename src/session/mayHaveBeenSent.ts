import type { ReplyErrorCode } from '../../protocol/errors.ts';
import type { Run } from '../conversation/Message.ts';

/** What is said by whatever stands between page and server, which may have passed the question on: a gateway, a proxy, a login page. */
const SAID_ON_THE_WAY: ReadonlySet<ReplyErrorCode> = new Set([
  'offline',
  'timeout',
  'unavailable',
  'truncated',
  'protocol',
  'internal',
  'busy',
  'unauthorized',
  'forbidden',
  'bad-request',
  'too-large',
]);

/**
 * Whether the server may hold the reply of a run of which no event has come: it could not be reached, or what stands before it
 * answered in its place. Sent again under its own id, the question is never answered, nor paid for, twice.
 */
export function mayHaveBeenSent({ reply }: Run): boolean {
  return reply.state.status === 'failed' && reply.seq === 0 && SAID_ON_THE_WAY.has(reply.state.error.code);
}
