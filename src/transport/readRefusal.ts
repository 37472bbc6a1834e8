import { parseReplyError, replyError, type ReplyErrorBody, type ReplyErrorCode } from '../../protocol/errors.ts';
import { isRecord } from '../../protocol/parts.ts';
import { parseJson } from '../../protocol/sse.ts';

/** The most that is read of an answer that is not a stream, in UTF-16 units. */
const MAX_REFUSAL_UNITS = 64 * 1024;

const CODES: Readonly<Record<number, ReplyErrorCode>> = {
  400: 'bad-request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'conflict',
  410: 'expired',
  413: 'too-large',
  429: 'busy',
};

/**
 * Why the server did not do what was asked: its own error object, else a sentence from the status. What a page of HTML
 * says is never shown. Ends the answer's body.
 *
 * @see docs/spec.md T4
 */
export async function readRefusal(response: Response, nowMs: number): Promise<ReplyErrorBody> {
  const body = parseJson(await readStart(response));
  const known = isRecord(body) ? parseReplyError(body['error']) : undefined;
  const { code, message, retryAfterMs } = known ?? fromStatus(response.status);
  return replyError(code, message, retryAfterMs ?? parseRetryAfter(response.headers.get('retry-after'), nowMs));
}

function fromStatus(status: number): ReplyErrorBody {
  if (status < 300) return replyError('protocol', 'The server answered with something that is not a reply.');
  const code = CODES[status];
  if (code) return replyError(code);
  if (status < 500) return replyError('protocol', `The server refused the request (status ${status}).`);
  return replyError('unavailable', `The server cannot answer right now (status ${status}). Retry in a moment.`);
}

/**
 * A `Retry-After` in milliseconds from now, whether it names seconds or a date; `undefined` when it is neither.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

async function readStart(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    while (text.length <= MAX_REFUSAL_UNITS) {
      const { done, value } = await reader.read();
      if (done) return text;
      text += value;
    }
    return '';
  } catch {
    return ''; // The connection broke inside of the refusal; its status is known.
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
