import type { LayerWeights, TransformerWeights } from '../../../models/tiny/readWeights.ts';

type Vector = readonly number[];

/**
 * The scores after the last of `tokens`, as the papers write them down: every position of every layer from scratch,
 * plain numbers, no cache, nothing shared with the engine. Slow, and only right.
 */
export function referenceScores(weights: TransformerWeights, tokens: readonly number[]): Vector {
  const { embedding, layers, outputNorm, shape } = weights;
  const rows = tokens.map((token) => [...embedding.subarray(token * shape.width, (token + 1) * shape.width)]);
  const states = layers.reduce<readonly Vector[]>((before, layer) => applyLayer(layer, weights, before), rows);
  return multiply(embedding, norm(states.at(-1) ?? [], outputNorm, shape.normEpsilon));
}

function applyLayer(layer: LayerWeights, { shape }: TransformerWeights, states: readonly Vector[]): readonly Vector[] {
  const headWidth = shape.width / shape.headCount;
  const rotate = (vector: Vector, position: number) => rotatePairs(vector, position, headWidth, shape.rotaryBase);
  const normed = states.map((state) => norm(state, layer.attentionNorm, shape.normEpsilon));
  const queries = normed.map((vector, position) => rotate(multiply(layer.query, vector), position));
  const keys = normed.map((vector, position) => rotate(multiply(layer.key, vector), position));
  const values = normed.map((vector) => multiply(layer.value, vector));
  return states.map((state, position) => {
    const heads = Array.from({ length: shape.headCount }, (_, head) => {
      const own = (vector: Vector) => vector.slice(head * headWidth, (head + 1) * headWidth);
      const query = own(queries[position] ?? []);
      const scores = keys.slice(0, position + 1).map((key) => dot(query, own(key)) / Math.sqrt(headWidth));
      const fits = softmax(scores);
      return query.map((_unused, index) =>
        dot(
          fits,
          values.slice(0, position + 1).map((value) => own(value)[index] ?? 0),
        ),
      );
    });
    const attended = sum(state, multiply(layer.attentionOutput, heads.flat()));
    const inner = norm(attended, layer.feedForwardNorm, shape.normEpsilon);
    const up = multiply(layer.up, inner);
    const gated = multiply(layer.gate, inner).map(
      (value, index) => (value / (1 + Math.exp(-value))) * (up[index] ?? 0),
    );
    return sum(attended, multiply(layer.down, gated));
  });
}

function multiply(matrix: Float32Array, vector: Vector): Vector {
  const rows = matrix.length / vector.length;
  return Array.from({ length: rows }, (_, row) =>
    vector.reduce((total, value, column) => total + value * (matrix[row * vector.length + column] ?? 0), 0),
  );
}

function norm(vector: Vector, gain: Float32Array, epsilon: number): Vector {
  const root = Math.sqrt(dot(vector, vector) / vector.length + epsilon);
  return vector.map((value, index) => (value / root) * (gain[index] ?? 0));
}

function rotatePairs(vector: Vector, position: number, headWidth: number, base: number): Vector {
  return vector.map((value, index) => {
    const pair = Math.floor((index % headWidth) / 2);
    const angle = position * base ** ((-2 * pair) / headWidth);
    const partner = vector[index % 2 === 0 ? index + 1 : index - 1] ?? 0;
    return value * Math.cos(angle) + partner * Math.sin(angle) * (index % 2 === 0 ? -1 : 1);
  });
}

function softmax(scores: Vector): Vector {
  const weights = scores.map((score) => Math.exp(score - Math.max(...scores)));
  const total = weights.reduce((before, weight) => before + weight, 0);
  return weights.map((weight) => weight / total);
}

function dot(left: Vector, right: Vector): number {
  return left.reduce((total, value, index) => total + value * (right[index] ?? 0), 0);
}

function sum(left: Vector, right: Vector): Vector {
  return left.map((value, index) => value + (right[index] ?? 0));
}
