/**
 * The text in a file of JSON: UTF-16 where its mark, or a zero beside the first sign, which is one of ASCII, says so, else UTF-8.
 *
 * @see docs/spec.md I37
 */
export function decodeText(file: Uint8Array): string {
  const [first, second] = file;
  if ((first === 0xff && second === 0xfe) || second === 0) return new TextDecoder('utf-16le').decode(file);
  if ((first === 0xfe && second === 0xff) || first === 0) return new TextDecoder('utf-16be').decode(file);
  return new TextDecoder().decode(file);
}
