import { createByteReader, type ByteReader } from './createByteReader.ts';
import { GgufError } from './GgufError.ts';

/** One metadata value that is not a list. 64-bit integers are plain numbers: those that would lose digits are refused. */
export type GgufScalar = number | boolean | string;

/** One metadata value. */
export type GgufValue = GgufScalar | readonly GgufScalar[];

/** One tensor as it lies in the file. */
export interface GgufTensor {
  readonly name: string;
  /** Lengths of its dimensions, the fastest running first: a matrix is `[columns, rows]`. */
  readonly shape: readonly number[];
  /** How numbers are stored: 32-bit floats, or blocks of 32 signed bytes with one 16-bit float as their scale. */
  readonly type: 'f32' | 'q8_0';
  /** The stored bytes: a view into the file, not a copy. */
  readonly bytes: Uint8Array;
}

/** What a GGUF file holds. */
export interface Gguf {
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: ReadonlyMap<string, GgufTensor>;
}

type TensorPlace = Omit<GgufTensor, 'bytes'> & { readonly offset: number; readonly sizeBytes: number };

const MAGIC = 0x46554747; // "GGUF"
const STRING_TYPE = 8;
const ARRAY_TYPE = 9;

const SCALARS: Readonly<Record<number, { minBytes: number; read(reader: ByteReader): GgufScalar }>> = {
  0: { minBytes: 1, read: (reader) => reader.u8() },
  1: { minBytes: 1, read: (reader) => reader.i8() },
  2: { minBytes: 2, read: (reader) => reader.u16() },
  3: { minBytes: 2, read: (reader) => reader.i16() },
  4: { minBytes: 4, read: (reader) => reader.u32() },
  5: { minBytes: 4, read: (reader) => reader.i32() },
  6: { minBytes: 4, read: (reader) => reader.f32() },
  7: { minBytes: 1, read: (reader) => reader.u8() !== 0 },
  [STRING_TYPE]: { minBytes: 8, read: (reader) => reader.string() },
  10: { minBytes: 8, read: (reader) => reader.u64() },
  11: { minBytes: 8, read: (reader) => reader.i64() },
  12: { minBytes: 8, read: (reader) => reader.f64() },
};

const TENSOR_TYPES: Readonly<Record<number, { type: GgufTensor['type']; blockLength: number; blockBytes: number }>> = {
  0: { type: 'f32', blockLength: 1, blockBytes: 4 },
  8: { type: 'q8_0', blockLength: 32, blockBytes: 34 },
};

/**
 * The metadata and the tensors of a GGUF file, version 3, little-endian. Nothing in it is trusted: lengths, counts and
 * places are checked before they are used.
 *
 * @throws {GgufError} whatever the bytes are, nothing else.
 * @see docs/spec.md Y1
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function readGguf(bytes: Uint8Array): Gguf {
  const reader = createByteReader(bytes);
  if (reader.u32() !== MAGIC) throw new GgufError('bad-magic', 'The model file is not a GGUF file.');
  const version = reader.u32();
  if (version !== 3) throw new GgufError('unsupported-version', `The model file is GGUF version ${version}, not 3.`);
  const tensorCount = reader.u64();
  const metadataCount = reader.u64();

  const metadata = new Map<string, GgufValue>();
  for (let index = 0; index < metadataCount; index++) addOnce(metadata, reader.string(), readValue(reader));

  const places = new Map<string, TensorPlace>();
  for (let index = 0; index < tensorCount; index++) {
    const place = readTensorPlace(reader);
    addOnce(places, place.name, place);
  }

  const alignment = metadata.get('general.alignment') ?? 32;
  if (typeof alignment !== 'number' || !Number.isInteger(alignment) || alignment < 1) {
    throw new GgufError('malformed', 'The model file gives an impossible alignment.');
  }
  const dataStart = Math.ceil(reader.offset / alignment) * alignment;
  const tensors = new Map<string, GgufTensor>();
  for (const place of places.values()) tensors.set(place.name, cutTensor(bytes, dataStart, place));
  return { metadata, tensors };
}

function addOnce<Value>(map: Map<string, Value>, name: string, value: Value): void {
  if (map.has(name)) throw new GgufError('malformed', `The model file holds "${name}" twice.`);
  map.set(name, value);
}

function readValue(reader: ByteReader): GgufValue {
  const typeId = reader.u32();
  if (typeId !== ARRAY_TYPE) return scalarType(typeId).read(reader);
  const element = scalarType(reader.u32());
  const count = reader.u64();
  if (count > reader.remaining / element.minBytes) {
    throw new GgufError('truncated', `The model file announces a list of ${count} values and ends before them.`);
  }
  return Array.from({ length: count }, () => element.read(reader));
}

/** Lists of lists are refused too: no model we read has them, and they would let a file choose our recursion depth. */
function scalarType(typeId: number): { minBytes: number; read(reader: ByteReader): GgufScalar } {
  const type = SCALARS[typeId];
  if (type === undefined) throw new GgufError('unsupported-type', `The model file holds a value of type ${typeId}.`);
  return type;
}

function readTensorPlace(reader: ByteReader): TensorPlace {
  const name = reader.string();
  const dimensions = reader.u32();
  if (dimensions < 1 || dimensions > 4) {
    throw new GgufError('malformed', `The tensor "${name}" has ${dimensions} dimensions.`);
  }
  const shape = Array.from({ length: dimensions }, () => reader.u64());
  const typeId = reader.u32();
  const format = TENSOR_TYPES[typeId];
  if (format === undefined) throw new GgufError('unsupported-type', `The tensor "${name}" is of type ${typeId}.`);
  const offset = reader.u64();
  const sizeBytes = (shape.reduce((product, length) => product * length, 1) / format.blockLength) * format.blockBytes;
  const [columns = 0] = shape;
  if (columns % format.blockLength !== 0 || !Number.isSafeInteger(sizeBytes)) {
    throw new GgufError('malformed', `The tensor "${name}" has an impossible shape.`);
  }
  return { name, shape, type: format.type, offset, sizeBytes };
}

function cutTensor(bytes: Uint8Array, dataStart: number, place: TensorPlace): GgufTensor {
  const { name, shape, type, offset, sizeBytes } = place;
  const start = dataStart + offset;
  if (start + sizeBytes > bytes.length) {
    throw new GgufError('truncated', `The model file ends before its tensor "${name}" does.`);
  }
  return { name, shape, type, bytes: bytes.subarray(start, start + sizeBytes) };
}
