import { dequantize } from './dequantize.ts';
import { GgufError } from './GgufError.ts';
import type { Gguf } from './readGguf.ts';
import { readMetadata } from './readMetadata.ts';

/** The sizes of a transformer. */
export interface TransformerShape {
  /** Numbers that stand for one token between the layers. */
  readonly width: number;
  readonly layerCount: number;
  readonly headCount: number;
  /** Numbers in the middle of a feed-forward block. */
  readonly feedForwardWidth: number;
  readonly vocabularySize: number;
  /** Keeps the root of a norm away from zero. */
  readonly normEpsilon: number;
  /** The base of the rotary angles. */
  readonly rotaryBase: number;
}

/** One layer's weights. Matrices lie row by row: as many rows as they give numbers, as many columns as they take. */
export interface LayerWeights {
  readonly attentionNorm: Float32Array;
  readonly query: Float32Array;
  readonly key: Float32Array;
  readonly value: Float32Array;
  readonly attentionOutput: Float32Array;
  readonly feedForwardNorm: Float32Array;
  readonly gate: Float32Array;
  readonly up: Float32Array;
  readonly down: Float32Array;
}

/** All weights of a transformer, ready to compute with. */
export interface TransformerWeights {
  readonly shape: TransformerShape;
  /** One row a token; also the output matrix. */
  readonly embedding: Float32Array;
  readonly layers: readonly LayerWeights[];
  readonly outputNorm: Float32Array;
}

/**
 * The weights of a small llama: RMS norms, rotary positions over the whole head, as many key heads as query heads,
 * SwiGLU, tied embeddings.
 *
 * @throws {GgufError} `wrong-model` when the file holds another kind of model or a tensor is missing or of another shape.
 * @see docs/spec.md Y2
 */
export function readWeights(gguf: Gguf): TransformerWeights {
  const shape = readShape(gguf);
  const { width, feedForwardWidth, vocabularySize } = shape;
  const tensor = (name: string, columns: number, rows = 1) => dequantizeChecked(gguf, name, columns, rows);
  const layers = Array.from({ length: shape.layerCount }, (_, index): LayerWeights => {
    const inLayer = (name: string, columns: number, rows?: number) =>
      tensor(`blk.${index}.${name}.weight`, columns, rows);
    return {
      attentionNorm: inLayer('attn_norm', width),
      query: inLayer('attn_q', width, width),
      key: inLayer('attn_k', width, width),
      value: inLayer('attn_v', width, width),
      attentionOutput: inLayer('attn_output', width, width),
      feedForwardNorm: inLayer('ffn_norm', width),
      gate: inLayer('ffn_gate', width, feedForwardWidth),
      up: inLayer('ffn_up', width, feedForwardWidth),
      down: inLayer('ffn_down', feedForwardWidth, width),
    };
  });
  return {
    shape,
    embedding: tensor('token_embd.weight', width, vocabularySize),
    layers,
    outputNorm: tensor('output_norm.weight', width),
  };
}

function readShape(gguf: Gguf): TransformerShape {
  const metadata = readMetadata(gguf);
  const shape = {
    width: metadata.count('llama.embedding_length'),
    layerCount: metadata.count('llama.block_count'),
    headCount: metadata.count('llama.attention.head_count'),
    feedForwardWidth: metadata.count('llama.feed_forward_length'),
    vocabularySize: metadata.count('llama.vocab_size'),
    normEpsilon: metadata.number('llama.attention.layer_norm_rms_epsilon'),
    rotaryBase: metadata.number('llama.rope.freq_base'),
  };
  const sound =
    // Every layer has tensors of its own, so this bounds the number of layers by the size of the file.
    shape.layerCount < gguf.tensors.size &&
    metadata.text('general.architecture') === 'llama' &&
    metadata.count('llama.attention.head_count_kv') === shape.headCount &&
    metadata.count('llama.rope.dimension_count') * shape.headCount === shape.width &&
    (shape.width / shape.headCount) % 2 === 0 &&
    // Every token has its row in the embedding.
    metadata.texts('tokenizer.ggml.tokens').length === shape.vocabularySize &&
    // The kernel makes four rows at a time; each of these is the number of rows of some matrix.
    [shape.width, shape.feedForwardWidth, shape.vocabularySize].every((rows) => rows % 4 === 0) &&
    !gguf.tensors.has('output.weight');
  if (!sound) throw new GgufError('wrong-model', 'The model file holds a model that this engine cannot compute.');
  return shape;
}

function dequantizeChecked(gguf: Gguf, name: string, columns: number, rows: number): Float32Array {
  const tensor = gguf.tensors.get(name);
  if (tensor === undefined) throw new GgufError('wrong-model', `The model file has no tensor "${name}".`);
  const [foundColumns, foundRows = 1, ...more] = tensor.shape;
  if (foundColumns !== columns || foundRows !== rows || more.length > 0) {
    throw new GgufError(
      'wrong-model',
      `The tensor "${name}" is ${tensor.shape.join(' × ')}, not ${columns} × ${rows}.`,
    );
  }
  return dequantize(tensor);
}
