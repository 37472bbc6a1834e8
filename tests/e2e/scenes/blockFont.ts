/** Units of the font to one em. */
const EM = 1000;

const ASCENT = 930;
const DESCENT = -240;

/** How far every letter goes, whatever it is: about what letters go on average. */
const ADVANCE = 500;

/** Glyphs by their number: what is missing, a low letter, a tall one, a space. */
const [LOW, TALL, SPACE] = [1, 2, 3] as const;

/** Which glyph stands for which characters, in their order. Without the Arabic forms of letters: with them a lam and an alif would be one block. */
const GROUPS: readonly (readonly [first: number, last: number, glyph: number])[] = [
  [0x20, 0x20, SPACE],
  [0x21, 0x2b, TALL],
  [0x2c, 0x2e, LOW],
  [0x2f, 0x60, TALL],
  [0x61, 0x7e, LOW],
  [0xa0, 0xa0, SPACE],
  [0xa1, 0x1fff, LOW],
  [0x2000, 0x200a, SPACE],
  [0x2010, 0x2027, LOW],
  [0x202f, 0x202f, SPACE],
  [0x2030, 0x205f, LOW],
  [0x2070, 0x2fff, LOW],
  [0x3000, 0x3000, SPACE],
  [0x3001, 0xd7ff, LOW],
  [0xe000, 0xfb4f, LOW],
  [0xfe10, 0xfe6f, LOW],
  [0xff00, 0x10ffff, LOW],
];

/**
 * A TrueType font in which every character is a block of the same width: a text takes the same place and the same pixels on every machine.
 *
 * @param weight how broad a block is, in thousandths of the font's size; at most 500
 * @see https://learn.microsoft.com/typography/opentype/spec/otff
 */
export function blockFont(weight: number): Buffer {
  const empty = Buffer.alloc(0);
  const glyphs = [empty, block(weight, 520), block(weight, 720), empty];
  return fontFile({
    'OS/2': os2(),
    cmap: cmap(),
    glyf: Buffer.concat(glyphs),
    head: head(),
    hhea: bytes(['i32', 0x10000], ['i16', ASCENT, DESCENT, 0, ADVANCE, ...zeros(11), glyphs.length]),
    hmtx: bytes(['i16', ...glyphs.flatMap(() => [ADVANCE, 0])]),
    loca: bytes(['i32', ...offsetsOf(glyphs)]),
    maxp: bytes(['i32', 0x10000], ['i16', glyphs.length, 4, 1, 0, 0, 1, ...zeros(8)]),
    name: bytes(['i16', 0, 0, 6]),
    post: bytes(['i32', 0x30000, 0], ['i16', -100, 50], ['i32', 1, ...zeros(4)]),
  });
}

/** The outline of a block that stands on the line, in the middle of its place. */
function block(width: number, height: number): Buffer {
  const left = (ADVANCE - width) / 2;
  const box = [left, 0, left + width, height];
  const steps = [left, 0, width, 0, /* and upwards */ 0, height, 0, -height];
  const flags = Buffer.alloc(4, 1);
  return Buffer.concat([bytes(['i16', 1, ...box, 3, 0]), flags, bytes(['i16', ...steps])]);
}

function offsetsOf(glyphs: readonly Buffer[]): number[] {
  return [0, ...glyphs.map((_, at) => glyphs.slice(0, at + 1).reduce((sum, { length }) => sum + length, 0))];
}

function head(): Buffer {
  const [magic, flagsAndEm] = [0x5f0f3cf5, EM];
  return bytes(
    ['i32', 0x10000, 0x10000, 0, magic, flagsAndEm, 0, 0, 0, 0],
    ['i16', 0, DESCENT, ADVANCE, ASCENT, 0, 8, 2, 1, 0],
  );
}

function os2(): Buffer {
  return Buffer.concat([
    bytes(['i16', 3, ADVANCE, 400, 5, ...zeros(11)]),
    Buffer.alloc(10 + 16 + 4),
    bytes(['i16', 0x40, 0x20, -1, ASCENT, DESCENT, 0, ASCENT, -DESCENT]),
    bytes(['i32', 0, 0], ['i16', 520, 720, 0, 0x20, 1]),
  ]);
}

/** In the format that maps many characters to one glyph (13). */
function cmap(): Buffer {
  const groups = GROUPS.flat();
  return Buffer.concat([
    bytes(['i16', 0, 1, 3, 10], ['i32', 12]),
    bytes(['i16', 13, 0], ['i32', 16 + groups.length * 4, 0, GROUPS.length, ...groups]),
  ]);
}

function fontFile(tables: Readonly<Record<string, Buffer>>): Buffer {
  const entries = Object.entries(tables);
  const count = entries.length;
  const log = Math.floor(Math.log2(count));
  const parts: Buffer[] = [];
  let offset = 12 + 16 * count;
  const directory = entries.map(([tag, table]) => {
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    const entry = Buffer.concat([Buffer.from(tag), bytes(['i32', sumOf(padded), offset, table.length])]);
    offset += padded.length;
    parts.push(padded);
    return entry;
  });
  const search = 16 * 2 ** log;
  return Buffer.concat([
    bytes(['i32', 0x10000], ['i16', count, search, log, 16 * count - search]),
    ...directory,
    ...parts,
  ]);
}

function sumOf(table: Buffer): number {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) % 2 ** 32;
  return sum;
}

function bytes(...fields: readonly (readonly ['i16' | 'i32', ...number[]])[]): Buffer {
  return Buffer.concat(
    fields.map(([kind, ...values]) => {
      const size = kind === 'i16' ? 2 : 4;
      const buffer = Buffer.alloc(size * values.length);
      for (const [at, value] of values.entries()) {
        if (size === 2) buffer.writeUInt16BE(value & 0xffff, at * 2);
        else buffer.writeUInt32BE(value >>> 0, at * 4);
      }
      return buffer;
    }),
  );
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}
