import type { ReplyErrorCode } from '../../protocol/errors.ts';

/** How a reply must stand when the model server has done what a row says. */
export type ModelEnding =
  /** The whole text; with `noticed`, a part of the answer could not be read and that is said. */
  | { readonly status: 'done'; readonly noticed?: true }
  /** What came is kept; Continue goes on and Regenerate asks again. */
  | { readonly status: 'interrupted'; readonly text?: string }
  /** Nothing came: words that say why, and Retry. */
  | { readonly status: 'failed'; readonly code: ReplyErrorCode; readonly words: RegExp };

const done: ModelEnding = { status: 'done' };
const noticed: ModelEnding = { status: 'done', noticed: true };
const cut = { status: 'interrupted' } as const;
const failed = (code: ReplyErrorCode, words: RegExp): ModelEnding => ({ status: 'failed', code, words });

/** For every row of the wire that a model server can play. */
export const MODEL_ENDINGS: Readonly<Record<string, ModelEnding>> = {
  'split-multibyte': done,
  'surrogate-pair-split-over-deltas': done,
  crlf: done,
  'cr-only': done,
  'crlf-split-between-chunks': done,
  bom: done,
  'no-space-after-colon': done,
  'multi-data-lines': done,
  'type-confusion': noticed,
  'proto-pollution': done,
  'bad-json-one-event': noticed,
  'no-done': cut,
  'done-but-no-finish': done,
  'empty-body': failed('truncated', /closed the connection without sending a reply\./),
  'reset-mid-event': cut,
  'reset-before-headers': failed('truncated', /connection to the model ended before the reply did\./),
  'stall-before-first-byte': failed('timeout', /did not answer in time\./),
  'retry-zero': { ...cut, text: 'a' },
  'retry-huge': { ...cut, text: 'a' },
  'huge-event-20mb': failed('bad-response', /too large to be read\./),
  'endless-line': failed('bad-response', /too large to be read\./),
  'nul-and-control': done,
  'html-200-claims-sse': failed('bad-response', /not a reply\./),
  'json-200': done,
  'http-400': failed('provider', /\(HTTP 400\)$/),
  'http-402': failed('payment-required', /credit.*\(HTTP 402\)$/),
  'http-403': failed('forbidden', /may not use this model.*\(HTTP 403\)$/),
  'http-404': failed('bad-response', /Check its base URL.*\(HTTP 404\)$/),
  'http-408': failed('timeout', /\(HTTP 408\)$/),
  'http-409': failed('provider', /\(HTTP 409\)$/),
  'http-413': failed('too-large', /too large.*\(HTTP 413\)$/),
  'http-422': failed('provider', /\(HTTP 422\)$/),
  'http-429-ra-ban': failed('rate-limited', /too many requests.*\(HTTP 429\)$/),
  'http-502': failed('unavailable', /\. \(HTTP 502\)$/),
  'http-503-ra-2': failed('unavailable', /\. \(HTTP 503\)$/),
  'http-504': failed('timeout', /\. \(HTTP 504\)$/),
  'http-529': failed('overloaded', /\. \(HTTP 529\)$/),
  'http-204': failed('bad-response', /status 204 and no reply\./),
};
