/**
 * The classes of characters that markdown-it asks for, from the engine's own tables in the place of uc.micro's: 2 kB less to load, and
 * new characters are known as soon as the browser knows them.
 *
 * @see https://www.unicode.org/reports/tr44/#General_Category_Values
 * @see docs/decisions/003-slim-packages.md
 */

/** Punctuation. */
export const P: RegExp = /\p{P}/u;

/** Symbols. */
export const S: RegExp = /\p{S}/u;
