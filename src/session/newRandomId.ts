const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LENGTH = 22;

/** A new id of 132 random bits, fit for addresses. Over plain http there is no `crypto.randomUUID`. */
export function newRandomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(LENGTH)), (byte) =>
    LETTERS.charAt(byte % LETTERS.length),
  ).join('');
}
