import type { ReplyErrorCode } from '../../protocol/errors.ts';
import type { ErrorFacts } from './errorFacts.ts';

/** Statuses that say by themselves what is wrong, whatever the body says. */
const DECISIVE: ReadonlyMap<number, ReplyErrorCode> = new Map<number, ReplyErrorCode>([
  [401, 'unauthorized'],
  [402, 'payment-required'],
  [403, 'forbidden'],
  [408, 'timeout'],
  [413, 'too-large'],
  [504, 'timeout'],
  [524, 'timeout'],
  [529, 'overloaded'],
]);

/** What providers write into codes, types and sentences, each with a status that means something wider. The first match counts. */
const TELLTALES: readonly (readonly [ReplyErrorCode, RegExp])[] = [
  [
    'context-overflow',
    /context_length_exceeded|exceed_context_size|maximum prompt length|context (?:length|size|window|limit)|(?:prompt|input) is too long|input token count .{0,40}exceeds/,
  ],
  ['content-filter', /content_filter|content_policy|content management policy|responsibleaipolicy/],
  ['payment-required', /insufficient_quota|insufficient (?:balance|credits?|funds|quota)/],
  [
    'unknown-model',
    /model_not_(?:found|available)|invalid[_ ]model|not_found_error\s+model|models?\b.{0,120}\b(?:not found|not exist)|not a valid model|unknown model|no endpoints found for/,
  ],
  ['unauthorized', /invalid_api_key|authentication_error|(?:incorrect|invalid) api key|api key not valid/],
  ['rate-limited', /rate[_ -]?limit|too_many_requests|resource_exhausted/],
  ['overloaded', /overloaded|over capacity/],
];

/** What the other statuses mean when nothing in the body says more. */
const FALLBACKS: ReadonlyMap<number, ReplyErrorCode> = new Map<number, ReplyErrorCode>([
  [404, 'bad-response'],
  [405, 'bad-response'],
  [429, 'rate-limited'],
  [502, 'unavailable'],
  [503, 'unavailable'],
]);

/**
 * What an error means for the reader. `status` is that of the HTTP answer or the one that the error names itself.
 *
 * @see docs/spec.md V12, V18
 */
export function errorCode({ words, labels }: ErrorFacts, status: number | undefined): ReplyErrorCode {
  const decisive = status === undefined ? undefined : DECISIVE.get(status);
  if (decisive) return decisive;
  const said = `${labels} ${words.toLowerCase()}`;
  const telling = TELLTALES.find(([, pattern]) => pattern.test(said));
  if (telling) return telling[0];
  if (status !== undefined && status < 400) return 'bad-response';
  return (status === undefined ? undefined : FALLBACKS.get(status)) ?? 'provider';
}
