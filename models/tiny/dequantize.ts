import type { GgufTensor } from './readGguf.ts';

const BLOCK_LENGTH = 32;
const BLOCK_BYTES = 34;

/** The numbers of a tensor, in the order of the file. Half-precision scales times signed bytes are exact in 32-bit floats. */
export function dequantize(tensor: GgufTensor): Float32Array {
  const { bytes } = tensor;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return tensor.type === 'f32' ? readFloats(view) : readBlocks(view);
}

function readFloats(view: DataView): Float32Array {
  const values = new Float32Array(view.byteLength / 4);
  for (let index = 0; index < values.length; index++) values[index] = view.getFloat32(index * 4, true);
  return values;
}

function readBlocks(view: DataView): Float32Array {
  const values = new Float32Array((view.byteLength / BLOCK_BYTES) * BLOCK_LENGTH);
  let index = 0;
  for (let start = 0; start < view.byteLength; start += BLOCK_BYTES) {
    const scale = halfToNumber(view.getUint16(start, true));
    for (let at = start + 2; at < start + BLOCK_BYTES; at++) values[index++] = scale * view.getInt8(at);
  }
  return values;
}

/** IEEE 754 binary16. `DataView.getFloat16` does it from Node 24 on; we also run on 22. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
