import { isRetryable, type ReplyErrorBody } from '../../protocol/errors.ts';
import { parseJson } from '../../protocol/sse.ts';
import { explainError } from './explainError.ts';
import { retryAfterMs } from './retryAfter.ts';

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
  const error = explainError(value === undefined ? body : value, status);
  const waitMs = isRetryable(error.code) ? retryAfterMs(headers, nowMs) : undefined;
  return waitMs === undefined ? error : { ...error, retryAfterMs: waitMs };
}
