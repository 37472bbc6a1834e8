/**
 * The name of one reply: one log on the server, one call of the model. The browser makes it up before it sends
 * anything, so that sending the same reply again can never start a second one.
 */
export type ReplyId = string & { readonly brand: 'ReplyId' };

const PATTERN = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * Whether a value from outside can name a reply: 8 to 64 letters, digits, `-` or `_`.
 *
 * @see docs/spec.md W1
 */
export function isReplyId(value: unknown): value is ReplyId {
  return typeof value === 'string' && PATTERN.test(value);
}
