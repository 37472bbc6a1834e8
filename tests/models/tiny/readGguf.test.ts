import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dequantize } from '../../../models/tiny/dequantize.ts';
import { GgufError, type GgufErrorCode } from '../../../models/tiny/GgufError.ts';
import { loadEngine } from '../../../models/tiny/loadEngine.ts';
import { readGguf } from '../../../models/tiny/readGguf.ts';
import { buildGguf, joinBytes, text, u32, u64 } from './buildGguf.ts';
import { modelBytes } from './modelBytes.ts';

const U32 = 4;
const STRING = 8;
const ARRAY = 9;

function codeOf(read: () => unknown): GgufErrorCode | 'no error' {
  try {
    read();
    return 'no error';
  } catch (error) {
    if (error instanceof GgufError) return error.code;
    throw error;
  }
}

describe('a sound file', () => {
  test('gives its metadata, every kind of value', () => {
    const f32 = new Uint8Array(new Float32Array([0.5]).buffer);
    const f64 = new Uint8Array(new Float64Array([0.1]).buffer);
    const { metadata } = readGguf(
      buildGguf({
        metadata: [
          ['u8', 0, Uint8Array.of(255)],
          ['i8', 1, Uint8Array.of(255)],
          ['u16', 2, Uint8Array.of(1, 2)],
          ['i16', 3, Uint8Array.of(255, 255)],
          ['u32', U32, u32(7)],
          ['i32', 5, u32(0xffffffff)],
          ['f32', 6, f32],
          ['bool', 7, Uint8Array.of(1)],
          ['string', STRING, text('Straße 🌳')],
          ['array', ARRAY, joinBytes(u32(STRING), u64(2), text('a'), text(''))],
          ['u64', 10, u64(2 ** 40)],
          ['i64', 11, u64(0xffff_ffff_ffff_fffen)],
          ['f64', 12, f64],
        ],
      }),
    );
    expect(Object.fromEntries(metadata)).toEqual({
      u8: 255,
      i8: -1,
      u16: 513,
      i16: -1,
      u32: 7,
      i32: -1,
      f32: 0.5,
      bool: true,
      string: 'Straße 🌳',
      array: ['a', ''],
      u64: 2 ** 40,
      i64: -2,
      f64: 0.1,
    });
  });

  test('gives its tensors as numbers, blocks of bytes times their scale', () => {
    const floats = new Uint8Array(new Float32Array([1.5, -2, 0.25]).buffer);
    // 0x3800 is a half, 0x8001 the smallest negative half-precision number.
    const blocks = joinBytes(
      Uint8Array.of(0x00, 0x38),
      Uint8Array.from({ length: 32 }, (_, index) => index - 16),
      Uint8Array.of(0x01, 0x80),
      new Uint8Array(32).fill(2),
    );
    const { tensors } = readGguf(
      buildGguf({
        tensors: [
          { name: 'norm', shape: [3], type: 0 },
          { name: 'matrix', shape: [32, 2], type: 8, offset: 32 },
        ],
        data: joinBytes(floats, new Uint8Array(20), blocks),
      }),
    );
    const numbers = [...tensors.values()].map((tensor) => [...dequantize(tensor)]);
    expect(numbers[0]).toEqual([1.5, -2, 0.25]);
    expect(numbers[1]).toEqual([
      ...Array.from({ length: 32 }, (_, index) => (index - 16) / 2),
      ...Array.from({ length: 32 }, () => -(2 ** -23)),
    ]);
  });
});

describe('[Y1] a file is refused with the code that says why', () => {
  const tensor = { name: 't', shape: [32], type: 8 };
  const cases: readonly (readonly [string, GgufErrorCode, Uint8Array])[] = [
    ['no bytes', 'truncated', new Uint8Array(0)],
    ['a file that is something else', 'bad-magic', buildGguf({ magic: 'PK\u0003\u0004' })],
    ['version 2', 'unsupported-version', buildGguf({ version: 2 })],
    ['an unknown kind of value', 'unsupported-type', buildGguf({ metadata: [['a', 13, u64(0)]] })],
    ['a list of lists', 'unsupported-type', buildGguf({ metadata: [['a', ARRAY, joinBytes(u32(ARRAY), u64(1))]] })],
    ['an unknown kind of tensor', 'unsupported-type', buildGguf({ tensors: [{ ...tensor, type: 2 }] })],
    ['a tensor beyond the end', 'truncated', buildGguf({ tensors: [tensor], data: new Uint8Array(33) })],
    ['a tensor that starts far out', 'truncated', buildGguf({ tensors: [{ ...tensor, offset: 2n ** 53n - 1n }] })],
    ['a text beyond the end', 'truncated', buildGguf({ metadata: [['a', STRING, u64(2 ** 40)]] })],
    ['a list beyond the end', 'truncated', buildGguf({ metadata: [['a', ARRAY, joinBytes(u32(0), u64(2 ** 40))]] })],
    ['a count that no number holds', 'malformed', buildGguf({ metadata: [['a', 10, u64(2n ** 63n)]] })],
    [
      'a text that is not UTF-8',
      'malformed',
      buildGguf({ metadata: [['a', STRING, joinBytes(u64(1), Uint8Array.of(255))]] }),
    ],
    [
      'a name that comes twice',
      'malformed',
      buildGguf({
        metadata: [
          ['a', U32, u32(1)],
          ['a', U32, u32(2)],
        ],
      }),
    ],
    ['a tensor that comes twice', 'malformed', buildGguf({ tensors: [tensor, tensor], data: new Uint8Array(34) })],
    ['a tensor without dimensions', 'malformed', buildGguf({ tensors: [{ ...tensor, shape: [] }] })],
    ['a row that ends inside a block', 'malformed', buildGguf({ tensors: [{ ...tensor, shape: [31] }] })],
    ['a shape of no finite size', 'malformed', buildGguf({ tensors: [{ ...tensor, shape: [2n ** 50n, 2n ** 50n] }] })],
    ['an alignment of nothing', 'malformed', buildGguf({ metadata: [['general.alignment', U32, u32(0)]] })],
  ];

  test.each(cases)('%s: %s', (_, code, bytes) => {
    expect(codeOf(() => readGguf(bytes))).toBe(code);
  });
});

test('[Y1] the model file cut anywhere is refused as truncated', () => {
  const whole = modelBytes();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (lengthBytes) => {
      expect(codeOf(() => loadEngine(whole.subarray(0, lengthBytes)))).toBe('truncated');
    }),
  );
});

test('[Y1] the model file with spoilt bytes loads or is refused, and nothing else happens', () => {
  const headerBytes = 27_000;
  const spoil = fc.tuple(fc.nat(headerBytes), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.array(spoil, { minLength: 1, maxLength: 8 }), (spoils) => {
      const bytes = modelBytes();
      for (const [place, value] of spoils) bytes[place] = value;
      expect(codeOf(() => loadEngine(bytes))).toEqual(expect.any(String));
    }),
  );
});

test('[Y1] arbitrary bytes are refused, and nothing else happens', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(codeOf(() => readGguf(bytes))).not.toBe('no error');
      const header = buildGguf({}).subarray(0, 8);
      expect(codeOf(() => readGguf(joinBytes(header, bytes)))).toEqual(expect.any(String));
    }),
  );
});
