/** A tensor as `buildGguf` writes it. `type` and `shape` are written as they are, sound or not. */
export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly (number | bigint)[];
  readonly type: number;
  readonly offset?: number | bigint;
}

/** What `buildGguf` writes; everything may be wrong on purpose. */
export interface GgufSpec {
  readonly magic?: string;
  readonly version?: number;
  /** Name, type and the bytes of the value. */
  readonly metadata?: readonly (readonly [name: string, type: number, value: Uint8Array])[];
  readonly tensors?: readonly TensorSpec[];
  readonly data?: Uint8Array;
}

/** The bytes of a small GGUF file. */
export function buildGguf({ magic = 'GGUF', version = 3, metadata = [], tensors = [], data }: GgufSpec): Uint8Array {
  const header = joinBytes(
    new TextEncoder().encode(magic),
    u32(version),
    u64(tensors.length),
    u64(metadata.length),
    ...metadata.flatMap(([name, type, value]) => [text(name), u32(type), value]),
    ...tensors.flatMap(({ name, shape, type, offset = 0 }) => [
      text(name),
      u32(shape.length),
      ...shape.map(u64),
      u32(type),
      u64(offset),
    ]),
  );
  return joinBytes(header, new Uint8Array((32 - (header.length % 32)) % 32), data ?? new Uint8Array(0));
}

/** Bytes one after another. */
export function joinBytes(...pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

/** An unsigned 32-bit integer, little-endian. */
export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

/** An unsigned 64-bit integer, little-endian. */
export function u64(value: number | bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
}

/** A text after its length. */
export function text(value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value);
  return joinBytes(u64(bytes.length), bytes);
}
