/** What a code of an error means: whether the same request can succeed later, and the sentence a person reads when nothing better is known. */
interface ErrorMeaning {
  readonly retryable: boolean;
  readonly sentence: string;
}

const MEANINGS = {
  'bad-request': {
    retryable: false,
    sentence: 'The request could not be read. This is a fault of the page, not of your message.',
  },
  'unknown-model': { retryable: false, sentence: 'No connected provider has this model. Choose another one.' },
  'not-found': { retryable: false, sentence: 'The server does not know this reply.' },
  expired: { retryable: false, sentence: 'The server has already forgotten this reply. Regenerate asks anew.' },
  conflict: { retryable: false, sentence: 'This reply was already sent with another text. Regenerate asks anew.' },
  'too-large': {
    retryable: false,
    sentence: 'The conversation is larger than the server accepts (16 MiB). Start a new chat or shorten the message.',
  },
  unauthorized: { retryable: true, sentence: 'The provider did not accept the key. Check it and retry.' },
  forbidden: { retryable: true, sentence: 'This key may not use this model.' },
  'payment-required': { retryable: true, sentence: 'The provider asks for credit before it answers.' },
  'rate-limited': { retryable: true, sentence: 'The provider is receiving too many requests.' },
  'context-overflow': {
    retryable: false,
    sentence: 'The conversation is longer than the model can read. Start a new chat or shorten the message.',
  },
  'content-filter': { retryable: false, sentence: 'The provider refused this message by its content rules.' },
  overloaded: { retryable: true, sentence: 'The provider is overloaded right now.' },
  unavailable: { retryable: true, sentence: 'The provider cannot answer right now.' },
  unreachable: { retryable: true, sentence: 'The model server could not be reached. Is it running?' },
  timeout: { retryable: true, sentence: 'The model did not answer in time.' },
  truncated: { retryable: true, sentence: 'The connection to the model ended before the reply did.' },
  'bad-response': { retryable: true, sentence: 'The provider answered with something that is not a reply.' },
  provider: { retryable: true, sentence: 'The provider reported an error.' },
  'log-full': {
    retryable: false,
    sentence: 'The reply is longer than the server keeps (8 MiB). What arrived is kept.',
  },
  busy: { retryable: true, sentence: 'The server is answering as many replies as it may. Try again in a moment.' },
  offline: { retryable: true, sentence: 'The server could not be reached. Check the connection and retry.' },
  storage: {
    retryable: true,
    sentence: 'The browser could not store the message, so it was not sent. It is still in the box.',
  },
  protocol: { retryable: true, sentence: 'The server sent something that is not a reply.' },
  internal: { retryable: true, sentence: 'Something went wrong in Rivulet.' },
} as const satisfies Record<string, ErrorMeaning>;

/** Every reason why a reply can fail. Adding one is one line in the table above. */
export type ReplyErrorCode = keyof typeof MEANINGS;

/** An error as it travels: in an HTTP answer's `error` field and in a `reply-error` event. */
export interface ReplyErrorBody {
  readonly code: ReplyErrorCode;
  /** A sentence for the person: what happened and what to do. */
  readonly message: string;
  /** How long the provider asks us to wait before the next try, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** A failure of a reply, as something to throw. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError';
  readonly body: ReplyErrorBody;

  constructor(body: ReplyErrorBody, options?: ErrorOptions) {
    super(body.message, options);
    this.body = body;
  }
}

/** An error body with the code's own sentence unless a better one is given. */
export function replyError(code: ReplyErrorCode, message?: string, retryAfterMs?: number): ReplyErrorBody {
  return {
    code,
    message: message ?? MEANINGS[code].sentence,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Whether the same request can succeed later without being changed. */
export function isRetryable(code: ReplyErrorCode): boolean {
  return MEANINGS[code].retryable;
}

/** Whether a value from outside is a code that we know. */
export function isReplyErrorCode(value: unknown): value is ReplyErrorCode {
  return typeof value === 'string' && Object.hasOwn(MEANINGS, value);
}

/**
 * An error body from outside, or `undefined` when it is none. An unknown code (a newer server) becomes `provider`.
 *
 * @see docs/spec.md W6
 */
export function parseReplyError(value: unknown): ReplyErrorBody | undefined {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('message' in value)) return undefined;
  if (typeof value.code !== 'string' || typeof value.message !== 'string') return undefined;
  const wait = 'retryAfterMs' in value ? value.retryAfterMs : undefined;
  return replyError(
    isReplyErrorCode(value.code) ? value.code : 'provider',
    value.message,
    typeof wait === 'number' && Number.isFinite(wait) && wait >= 0 ? wait : undefined,
  );
}
