import { byteAlphabet } from './byteAlphabet.ts';
import { createPairMerger } from './createPairMerger.ts';
import { GgufError } from './GgufError.ts';
import type { Gguf } from './readGguf.ts';
import { readMetadata } from './readMetadata.ts';

/** Text to tokens and back, by byte-level byte-pair encoding. */
export interface Tokenizer {
  /** The token that opens a turn, `<|im_start|>`. */
  readonly turnStart: number;
  /** The token that closes a turn, `<|im_end|>`. */
  readonly turnEnd: number;
  /** The length of the longest token, in bytes: a text of n bytes has at least n / this tokens. */
  readonly longestTokenBytes: number;
  /**
   * The tokens of a text. Never a control token, whatever the text says. Half a surrogate pair, which UTF-8 cannot
   * write, is read as U+FFFD.
   */
  encode(text: string): number[];
  /** Whether a token steers the model and has no text. */
  readonly isControl: (token: number) => boolean;
  /**
   * A fresh decoder for one reply. It takes token after token and gives the text that is complete so far: bytes of a
   * character wait until the whole character is there.
   */
  createDecoder(): (token: number) => string;
}

const CONTROL_TOKEN = 3;

/** Words as the vocabulary was learnt from them. @see https://github.com/openai/gpt-2/blob/master/src/encoder.py */
const WORD = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/**
 * The tokenizer that a model file describes.
 *
 * @throws {GgufError} `wrong-model` when the file describes another kind of tokenizer or an incomplete one.
 * @see docs/spec.md Y3 and Y4
 */
export function createTokenizer(gguf: Gguf): Tokenizer {
  const metadata = readMetadata(gguf);
  if (metadata.text('tokenizer.ggml.model') !== 'gpt2') {
    throw new GgufError(
      'wrong-model',
      'The model file describes a tokenizer that is not byte-level byte-pair encoding.',
    );
  }
  const vocabulary = metadata.texts('tokenizer.ggml.tokens');
  const kinds = metadata.numbers('tokenizer.ggml.token_type');
  const idOf = new Map(vocabulary.map((text, id) => [text, id]));
  const isControl = (token: number) => kinds[token] === CONTROL_TOKEN;
  const idOfText = (text: string) => demandToken(idOf, text, (id) => !isControl(id));
  const idOfMark = (text: string) => demandToken(idOf, text, isControl);
  const byteTokens = byteAlphabet.map(idOfText);
  const merge = createPairMerger(metadata.texts('tokenizer.ggml.merges'), idOf);
  const pieces = vocabulary.map((text, id) => (isControl(id) ? new Uint8Array(0) : bytesOf(text)));
  const utf8 = new TextEncoder();

  return {
    turnStart: idOfMark('<|im_start|>'),
    turnEnd: idOfMark('<|im_end|>'),
    longestTokenBytes: pieces.reduce((longest, { length }) => Math.max(longest, length), 0),
    encode(text) {
      const tokens: number[] = [];
      for (const [word] of text.matchAll(WORD)) {
        const wordTokens = Array.from(utf8.encode(word), (byte) => byteTokens[byte] ?? 0);
        merge(wordTokens);
        for (const token of wordTokens) tokens.push(token);
      }
      return tokens;
    },
    isControl,
    createDecoder() {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      return (token) => decoder.decode(pieces[token], { stream: true });
    },
  };
}

function demandToken(idOf: ReadonlyMap<string, number>, text: string, isRightKind: (token: number) => boolean): number {
  const id = idOf.get(text);
  if (id === undefined || !isRightKind(id)) {
    throw new GgufError('wrong-model', `The vocabulary of the model file lacks "${text}".`);
  }
  return id;
}

const byteOf = new Map(byteAlphabet.map((character, byte) => [character, byte]));

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const byte = byteOf.get(character);
    if (byte === undefined) throw new GgufError('wrong-model', `The token "${text}" is not made of bytes.`);
    return byte;
  });
}
