import { GgufError } from './GgufError.ts';

/** Reads little-endian values one after another. Every method throws `GgufError` (`truncated`) at the end of the bytes. */
export interface ByteReader {
  /** The place of the next value, in bytes from the start. */
  readonly offset: number;
  /** How many bytes are left. */
  readonly remaining: number;
  u8(): number;
  i8(): number;
  u16(): number;
  i16(): number;
  u32(): number;
  i32(): number;
  /** An unsigned 64-bit integer. @throws {GgufError} `malformed` when a number cannot hold it exactly. */
  u64(): number;
  /** A signed 64-bit integer. @throws {GgufError} `malformed` when a number cannot hold it exactly. */
  i64(): number;
  f32(): number;
  f64(): number;
  /** A UTF-8 text after its length in bytes (64 bit). @throws {GgufError} `malformed` when it is not UTF-8. */
  string(): string;
}

/** A reader that starts at the first of `bytes`, which must not change while it is used. */
export function createByteReader(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;

  function take(lengthBytes: number): number {
    if (lengthBytes > bytes.length - offset) {
      throw new GgufError('truncated', `The model file ends at byte ${bytes.length}, in the middle of a value.`);
    }
    const start = offset;
    offset += lengthBytes;
    return start;
  }

  const u64 = () => exact(view.getBigUint64(take(8), true));
  return {
    get offset() {
      return offset;
    },
    get remaining() {
      return bytes.length - offset;
    },
    u8: () => view.getUint8(take(1)),
    i8: () => view.getInt8(take(1)),
    u16: () => view.getUint16(take(2), true),
    i16: () => view.getInt16(take(2), true),
    u32: () => view.getUint32(take(4), true),
    i32: () => view.getInt32(take(4), true),
    u64,
    i64: () => exact(view.getBigInt64(take(8), true)),
    f32: () => view.getFloat32(take(4), true),
    f64: () => view.getFloat64(take(8), true),
    string() {
      const lengthBytes = u64();
      const start = take(lengthBytes);
      return decodeUtf8(bytes.subarray(start, start + lengthBytes));
    },
  };
}

function exact(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new GgufError('malformed', `The model file holds the number ${value}.`);
  return number;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new GgufError('malformed', 'The model file holds a text that is not UTF-8.');
  }
}
