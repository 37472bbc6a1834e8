/**
 * A name made of a foreign one: always the same for the same, so that what is imported twice is there once.
 *
 * @param source whose it is: 3 to 8 letters.
 */
export function importedId(source: string, ...names: readonly string[]): string {
  const text = names.join('\n');
  return `${source}-${[0xcbf29ce484222325n, 0x84222325cbf29cen].map((seed) => hash(text, seed)).join('')}`;
}

/** FNV-1a with 64 bits. @see https://datatracker.ietf.org/doc/draft-eastlake-fnv/ */
function hash(text: string, seed: bigint): string {
  let value = seed;
  for (let at = 0; at < text.length; at += 1) {
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return value.toString(36).padStart(13, '0');
}
