import type { ReplyEvent } from '../protocol/events.ts';
import type { ReplyId } from '../protocol/ids.ts';
import { encodeReplyEvent } from '../protocol/sse.ts';
import type { CoreRequest, CoreResponse } from './CoreRequest.ts';
import { errorResponse } from './errorResponse.ts';
import { heldEvents } from './heldEvents.ts';
import type { RouteContext } from './RouteContext.ts';
import { streamResponse } from './streamResponse.ts';

/** A place in a log: `Last-Event-ID`, else `?after=`, else `fallback`; `undefined` when what stands there is no place. */
export function placeOf({ headers, query }: CoreRequest, fallback: number): number | undefined {
  const place = headers['last-event-id'] || query.get('after');
  if (!place) return fallback;
  return /^\d{1,15}$/.test(place) ? Number(place) : undefined;
}

/**
 * Streams a reply that the log knows, from the place that the request names. At the exact end of an ended log there is
 * nothing to stream: 204, after which an `EventSource` does not reconnect. With `?follow=0` the stream ends where it would wait:
 * pages that may hold no more connections open read a growing reply in such pieces.
 *
 * @see docs/spec.md S2 and S23
 */
export async function replyEvents(
  request: CoreRequest,
  context: RouteContext,
  replyId: ReplyId,
): Promise<CoreResponse> {
  const after = placeOf(request, 0);
  if (after === undefined) return notAPlace();
  const status = await context.log.status(replyId);
  if (status === 'unknown') return errorResponse('not-found');
  if (status === 'expired') return errorResponse('expired');
  let wake: (() => void) | undefined;
  // Opened now and not when it is first taken from: by then it may have been deleted.
  const reader = await context.log.open(replyId, after, () => wake?.());
  if (status === 'ended' && reader.isDone) {
    reader.close();
    return { status: 204, headers: { 'cache-control': 'no-store' }, body: null };
  }
  const source = endsWhereItWaits(request) ? heldEvents(reader) : reader;
  return streamResponse<ReplyEvent>(context, {
    open: (onReady) => {
      wake = onReady;
      return source;
    },
    encode: encodeReplyEvent,
    onClose: context.audience.join(replyId),
  });
}

function endsWhereItWaits({ query }: CoreRequest): boolean {
  return query.get('follow') === '0';
}

/** The answer to a request whose place cannot be read. */
export function notAPlace(): CoreResponse {
  return errorResponse('bad-request', { message: 'The place to go on from must be a whole number.' });
}
