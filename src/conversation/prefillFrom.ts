/** How much text a link may bring, in UTF-16 units. */
const MAX_UNITS = 8_000;

/** Characters that show nothing and could carry what the reader does not see: controls, directions, tags, selectors. */
const HIDDEN = /(?![\n\t])[\p{Cc}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E0FFF}]/gu;

/**
 * The text that a link brings for the composer, from its query (`?q=`); `undefined` when it brings none. What cannot be seen is left out.
 *
 * @see docs/spec.md C22
 */
export function prefillFrom(query: string): string | undefined {
  const given = /[?&]q=([^&]*)/.exec(query)?.[1];
  if (given === undefined) return undefined;
  const text = decode(given).replaceAll('\r\n', '\n').replaceAll(HIDDEN, '').slice(0, MAX_UNITS).trim();
  return text === '' ? undefined : text;
}

function decode(given: string): string {
  const spaced = given.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    // Cut or wrongly written: the reader sees it as it came.
    return spaced;
  }
}
