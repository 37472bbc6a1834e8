import { EVENT_STREAM_HEADERS } from '../protocol/sse.ts';
import type { CoreResponse } from './CoreRequest.ts';
import { eventStream, type EventStreamOptions } from './eventStream.ts';
import type { RouteContext } from './RouteContext.ts';

/** An answer that streams the events of a source for as long as its client stays. */
export function streamResponse<T>(
  { timers, limits: { pingMs } }: RouteContext,
  stream: Pick<EventStreamOptions<T>, 'open' | 'encode' | 'onClose'>,
): CoreResponse {
  return { status: 200, headers: EVENT_STREAM_HEADERS, body: eventStream({ ...stream, timers, pingMs }) };
}
