import { replyError, type ReplyErrorBody, type ReplyErrorCode } from '../protocol/errors.ts';
import type { CoreResponse } from './CoreRequest.ts';
import { jsonResponse } from './jsonResponse.ts';

const STATUSES: Partial<Readonly<Record<ReplyErrorCode, number>>> = {
  'bad-request': 400,
  forbidden: 403,
  'not-found': 404,
  'unknown-model': 404,
  conflict: 409,
  expired: 410,
  'too-large': 413,
  busy: 429,
};

/** What replaces the meaning that an error's code has by itself. */
export interface ErrorResponseOptions {
  readonly status?: number;
  readonly message?: string;
  readonly retryAfterMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An error before a stream has begun: a status and `{ error }`. Codes without a status of their own are 500.
 *
 * @see docs/spec.md S1
 */
export function errorResponse(code: ReplyErrorCode, options: ErrorResponseOptions = {}): CoreResponse {
  const error: ReplyErrorBody = replyError(code, options.message, options.retryAfterMs);
  const wait = options.retryAfterMs;
  return jsonResponse(
    options.status ?? STATUSES[code] ?? 500,
    { error },
    {
      ...(wait === undefined ? {} : { 'retry-after': String(Math.ceil(wait / 1000)) }),
      ...options.headers,
    },
  );
}
