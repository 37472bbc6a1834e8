import { isRetryable, type ReplyErrorBody } from '../../protocol/errors.ts';
import { parseJson } from '../../protocol/sse.ts';
import { explainError } from './explainError.ts';
import { redact } from './redact.ts';
import { retryAfterMs } from './retryAfter.ts';

const REQUEST_ID = /^[\w.:-]{1,80}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What an HTTP answer with an error status means.
 *
 * @see docs/spec.md V18 to V20
 */
export function decodeError(
  status: number,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  nowMs: number,
): ReplyErrorBody {
  const value = parseJson(body);
  const error = explainError(value === undefined ? body : value, { status, requestId: requestIdIn(headers) });
  const waitMs = isRetryable(error.code) ? retryAfterMs(headers, nowMs) : undefined;
  return waitMs === undefined ? error : { ...error, retryAfterMs: waitMs };
}

/** What the provider calls the request: its support asks for it. */
function requestIdIn(headers: Readonly<Record<string, string | undefined>>): string | undefined {
  const id = headers['x-request-id'] ?? headers['request-id'];
  if (id === undefined || !REQUEST_ID.test(id)) return undefined;
  return UUID.test(id) || redact(id) === id ? id : undefined;
}
