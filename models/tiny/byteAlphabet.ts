/**
 * The visible character that stands for each byte in the vocabulary of a byte-level tokenizer: printable characters of
 * Latin-1 stand for themselves, the other bytes get the characters from U+0100 on, in order.
 *
 * @see https://github.com/openai/gpt-2/blob/master/src/encoder.py the function `bytes_to_unicode`
 */
export const byteAlphabet: readonly string[] = makeAlphabet();

function makeAlphabet(): string[] {
  let spare = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isPrintable(byte) ? byte : spare++));
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
}
