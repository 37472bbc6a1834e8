import { replyError, type ReplyErrorBody, type ReplyErrorCode } from '../../protocol/errors.ts';
import { errorCode } from './errorCode.ts';
import { errorFacts, type ErrorFacts } from './errorFacts.ts';

/** What is known of an HTTP answer with an error besides its body. */
export interface ErrorAnswer {
  readonly status: number;
  /** By which the provider finds the request. */
  readonly requestId: string | undefined;
}

/** Sentences where the code's own speaks of something else than a provider's refusal. */
const SENTENCES: ReadonlyMap<ReplyErrorCode, string> = new Map<ReplyErrorCode, string>([
  ['too-large', 'The provider refused the conversation as too large. Start a new chat or shorten the message.'],
  ['unknown-model', 'The provider does not know this model. Choose another one.'],
]);

const WRONG_ADDRESS = 'The provider has no chat completions at this address. Check its base URL.';

/**
 * An error that a provider reports, as ours: what happened and what to do, and the provider's own words where they are safe to show.
 * `answer` is absent for an error within a stream. The message is at most 500 UTF-16 units long.
 *
 * @see docs/spec.md V12, V18, V20
 */
export function explainError(value: unknown, answer?: ErrorAnswer): ReplyErrorBody {
  const facts = errorFacts(value);
  const code = errorCode(facts, answer?.status ?? facts.status);
  const words = facts.words === '' ? [] : [`The provider says: “${facts.words}”`];
  return replyError(code, [sentence(code, facts, answer?.status), ...words, ...traces(answer)].join(' '));
}

function traces(answer: ErrorAnswer | undefined): readonly string[] {
  if (!answer) return [];
  const request = answer.requestId === undefined ? '' : `, request ${answer.requestId}`;
  return [`(HTTP ${answer.status}${request})`];
}

function sentence(code: ReplyErrorCode, { tokens }: ErrorFacts, httpStatus: number | undefined): string {
  if (code === 'context-overflow' && tokens) {
    const [asked, limit] = [tokens.asked, tokens.limit].map((count) => count.toLocaleString('en-US'));
    return `The conversation is ${asked} tokens long, but the model reads at most ${limit}. Start a new chat or shorten the message.`;
  }
  if (httpStatus === 404 && code === 'bad-response') return WRONG_ADDRESS;
  return SENTENCES.get(code) ?? replyError(code).message;
}
