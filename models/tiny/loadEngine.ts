import { createTokenizer, type Tokenizer } from './createTokenizer.ts';
import { createTransformer, type Transformer } from './createTransformer.ts';
import { WINDOW_TOKENS } from './limits.ts';
import { readGguf } from './readGguf.ts';
import { readWeights } from './readWeights.ts';

/** A model that is ready to compute. */
export interface Engine {
  readonly tokenizer: Tokenizer;
  readonly transformer: Transformer;
}

/**
 * Makes an engine of the bytes of a model file.
 *
 * @throws {GgufError} when the bytes are no model that the engine can compute, and nothing else.
 * @see docs/spec.md Y1 and Y2
 */
export function loadEngine(bytes: Uint8Array): Engine {
  const gguf = readGguf(bytes);
  return { tokenizer: createTokenizer(gguf), transformer: createTransformer(readWeights(gguf), WINDOW_TOKENS) };
}
