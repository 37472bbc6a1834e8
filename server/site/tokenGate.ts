import { createHash, timingSafeEqual } from 'node:crypto';
import type { CoreRequest } from '../CoreRequest.ts';

/** Who may in. */
export interface TokenGate {
  /** Whether a request carries the cookie. */
  hasCookie(request: CoreRequest): boolean;
  /** Whether a text is the token. */
  isToken(text: string): boolean;
  /** The header that makes a browser carry the cookie from now on. */
  readonly setCookie: string;
}

const COOKIE = 'rivulet';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * A gate that a token opens: shown once in a link, kept in a cookie that no script can read and no other site can send.
 *
 * @see docs/spec.md H21
 */
export function createTokenGate(token: string): TokenGate {
  const expected = digestOf(token);
  // Digests have one length and tell nothing of where two texts differ.
  const isToken = (text: string): boolean => timingSafeEqual(digestOf(text), expected);
  return {
    isToken,
    // A browser may send several cookies of one name, set for other paths.
    hasCookie: ({ headers }) => cookiesNamed(COOKIE, headers['cookie'] ?? '').some(isToken),
    setCookie: `${COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${YEAR_SECONDS}`,
  };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cookiesNamed(name: string, header: string): readonly string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
