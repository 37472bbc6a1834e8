import { EVENT_STREAM_HEADERS } from '../protocol/sse.ts';
import type { CoreRequest, CoreResponse } from './CoreRequest.ts';
import { eventStream } from './eventStream.ts';
import type { RouteContext } from './RouteContext.ts';

/** An answer that streams the frames of a source for as long as its client stays. */
export function streamResponse(
  { signal }: CoreRequest,
  { timers, limits: { pingMs } }: RouteContext,
  open: (signal: AbortSignal) => AsyncIterable<string>,
): CoreResponse {
  return { status: 200, headers: EVENT_STREAM_HEADERS, body: eventStream(open, { signal, timers, pingMs }) };
}
