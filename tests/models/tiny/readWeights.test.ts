import { expect, test } from 'vitest';
import { createTokenizer } from '../../../models/tiny/createTokenizer.ts';
import { readGguf, type Gguf, type GgufTensor, type GgufValue } from '../../../models/tiny/readGguf.ts';
import { readWeights } from '../../../models/tiny/readWeights.ts';
import { modelBytes } from './modelBytes.ts';

const model = readGguf(modelBytes());
const wrongModel: unknown = expect.objectContaining({ name: 'GgufError', code: 'wrong-model' });

function withMetadata(key: string, value: GgufValue): Gguf {
  return { ...model, metadata: new Map(model.metadata).set(key, value) };
}

function withTensor(name: string, change: Partial<GgufTensor>): Gguf {
  const tensor = model.tensors.get('output_norm.weight');
  if (tensor === undefined) throw new Error('The model has no output norm.');
  return { ...model, tensors: new Map(model.tensors).set(name, { ...tensor, ...change }) };
}

test('the shipped model has one million parameters', () => {
  expect(readWeights(model).layers).toHaveLength(4);
  const sizes = [...model.tensors.values()].map(({ shape }) => shape.reduce((size, length) => size * length, 1));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(984_192);
});

test.each([
  ['another architecture', withMetadata('general.architecture', 'gpt2')],
  ['no width', withMetadata('llama.embedding_length', 'wide')],
  ['a width of nothing', withMetadata('llama.embedding_length', 0)],
  ['an epsilon that is no number', withMetadata('llama.attention.layer_norm_rms_epsilon', Number.NaN)],
  ['fewer key heads than query heads', withMetadata('llama.attention.head_count_kv', 1)],
  ['rotation of a part of the head', withMetadata('llama.rope.dimension_count', 16)],
  ['more layers than tensors', withMetadata('llama.block_count', 2 ** 40)],
  ['a layer that is not there', withMetadata('llama.block_count', 5)],
  ['a matrix of another shape', withMetadata('llama.feed_forward_length', 256)],
  ['fewer rows than tokens', withMetadata('tokenizer.ggml.tokens', ['a'])],
  ['an output matrix of its own', withTensor('output.weight', {})],
  ['a norm with one dimension too many', withTensor('output_norm.weight', { shape: [128, 1, 1] })],
])('[Y2] a file with %s is refused as the wrong model', (_, gguf) => {
  expect(() => readWeights(gguf)).toThrow(wrongModel);
});

test.each([
  ['another kind of tokenizer', withMetadata('tokenizer.ggml.model', 'llama')],
  ['no vocabulary', withMetadata('tokenizer.ggml.tokens', 3)],
  ['a vocabulary that is not of texts', withMetadata('tokenizer.ggml.tokens', [1, 2])],
  ['a vocabulary without bytes', withMetadata('tokenizer.ggml.tokens', ['<|im_start|>', '<|im_end|>'])],
  ['kinds that are not numbers', withMetadata('tokenizer.ggml.token_type', ['normal'])],
  ['a merge of unknown tokens', withMetadata('tokenizer.ggml.merges', ['rivulet stream'])],
  [
    'no control tokens',
    withMetadata(
      'tokenizer.ggml.token_type',
      Array.from({ length: 1024 }, () => 1),
    ),
  ],
])('[Y2] a file with %s is refused as the wrong model', (_, gguf) => {
  expect(() => createTokenizer(gguf)).toThrow(wrongModel);
});
