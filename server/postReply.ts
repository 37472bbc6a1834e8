import { hash } from 'node:crypto';
import { replyError } from '../protocol/errors.ts';
import { parseReplyRequest, type ReplyRequest } from '../protocol/requests.ts';
import { parseJson } from '../protocol/sse.ts';
import type { CoreRequest, CoreResponse } from './CoreRequest.ts';
import { errorResponse } from './errorResponse.ts';
import type { GenerationSlot } from './Generations.ts';
import { readBody } from './readBody.ts';
import { replyEvents } from './replyEvents.ts';
import type { RouteContext } from './RouteContext.ts';

/** How long a client that was turned away for lack of room should wait. */
const BUSY_MS = 2000;

/**
 * `POST /api/replies`: claims the reply and generates it if nobody has yet, and streams it in any case.
 *
 * @see docs/spec.md S6
 */
export async function postReply(request: CoreRequest, context: RouteContext): Promise<CoreResponse> {
  const body = await readBody(request, context.limits.maxBodyBytes);
  if (!body) return errorResponse('too-large');
  const value = parseJson(body.toString('utf8'));
  if (value === undefined) return errorResponse('bad-request', { message: 'The body is not JSON.' });
  const parsed = parseReplyRequest(value);
  if (!parsed.ok) return errorResponse('bad-request', { message: parsed.message });
  const isNew = (await context.log.status(parsed.request.replyId)) === 'unknown';
  if (isNew && context.isDraining()) return restarting();
  const slot = isNew ? context.generations.reserve() : undefined;
  if (isNew && !slot) return errorResponse('busy', { retryAfterMs: BUSY_MS });
  try {
    return (
      (await claim(parsed.request, context, slot)) ?? (await replyEvents(request, context, parsed.request.replyId))
    );
  } finally {
    slot?.release();
  }
}

/** Claims the reply, and starts it when the claim makes us its producer. @returns a refusal, or nothing. */
async function claim(
  request: ReplyRequest,
  { log, directory, owner }: RouteContext,
  slot: GenerationSlot | undefined,
): Promise<CoreResponse | undefined> {
  // Only a new reply needs its model: one that runs or has ended is followed also when the model is gone by now.
  const target = slot && (await directory.resolve(request.model));
  if (slot && !target) return errorResponse('unknown-model');
  // The parsed request is rebuilt field by field, so the same request always has the same text.
  switch (await log.claim(request.replyId, hash('sha256', JSON.stringify(request)), owner)) {
    case 'conflict':
      return errorResponse('conflict');
    case 'expired':
      return errorResponse('expired');
    case 'producer':
      if (slot) slot.start(request, target);
      // Between the two looks at the log its id was forgotten altogether.
      else await log.append(request.replyId, [{ type: 'reply-error', error: replyError('expired') }]);
      return undefined;
    case 'reader':
      return undefined;
  }
}

function restarting(): CoreResponse {
  return errorResponse('busy', {
    status: 503,
    message: 'The server is restarting. Try again in a moment.',
    retryAfterMs: BUSY_MS,
  });
}
