import { unzipSync, type UnzipFileInfo } from 'fflate';
import { ArchiveError } from './ArchiveError.ts';
import { decodeText } from './decodeText.ts';

/** More than this is no library of chats: a bomb, or a mistake. */
const MOST_ENTRIES = 200_000;
const MOST_TEXT_BYTES = 1_000_000_000;

/** How many bytes of files are unpacked at a time, where one alone is not more. */
const BYTES_AT_ONCE = 64_000_000;

/** A zip. A name in it only says which file it is: it never becomes a path. */
export interface OpenedZip {
  /** How large each entry is, packed or unpacked, whichever is more; of two with one name the larger. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The texts whose names are asked for. @throws {ArchiveError} `damaged` or `too-large` */
  texts(isWanted: (name: string) => boolean): ReadonlyMap<string, string>;
  /** Unpacks files, a few at a time, and hands each over. One that cannot be unpacked is left out. */
  unpack(names: Iterable<string>, onFile: (name: string, bytes: Uint8Array) => void): void;
}

/**
 * Looks into a zip.
 *
 * @throws {ArchiveError} `damaged` or `too-large`.
 * @see docs/spec.md I5
 */
export function openZip(zip: Uint8Array): OpenedZip {
  const sizes = new Map<string, number>();
  let entries = 0;
  read(zip, (entry) => {
    entries += 1;
    if (entries > MOST_ENTRIES) throw new ArchiveError('too-large');
    sizes.set(entry.name, Math.max(sizes.get(entry.name) ?? 0, sizeOf(entry)));
    return false;
  });
  return {
    sizes,
    texts(isWanted) {
      let bytes = 0;
      const files = read(zip, (entry) => {
        const wanted = isWanted(entry.name);
        if (wanted) bytes += sizeOf(entry);
        if (bytes > MOST_TEXT_BYTES) throw new ArchiveError('too-large');
        return wanted;
      });
      // What is longer than it says is cut off where it said that it ends, and is no JSON then.
      return new Map([...files].map(([name, file]) => [name, decodeText(file)]));
    },
    unpack(names, onFile) {
      const wanted = [...new Set(names)].filter((name) => sizes.has(name));
      for (const batch of batches(wanted, sizes)) {
        for (const [name, file] of readWhatCanBe(zip, batch)) onFile(name, file);
      }
    },
  };
}

/** What an entry may take: one that is not packed takes its size in the file, whatever it says that it holds. */
function sizeOf({ size, originalSize }: UnzipFileInfo): number {
  return Math.max(size, originalSize);
}

function* batches(names: readonly string[], sizes: ReadonlyMap<string, number>): Generator<ReadonlySet<string>> {
  let batch = new Set<string>();
  let bytes = 0;
  for (const name of names) {
    const size = sizes.get(name) ?? 0;
    if (batch.size > 0 && bytes + size > BYTES_AT_ONCE) {
      yield batch;
      batch = new Set();
      bytes = 0;
    }
    batch.add(name);
    bytes += size;
  }
  if (batch.size > 0) yield batch;
}

/** The files of these names; where one of them is broken, the others. */
function readWhatCanBe(zip: Uint8Array, names: ReadonlySet<string>): ReadonlyMap<string, Uint8Array> {
  try {
    const seen = new Set<string>();
    // An entry that stands twice would be unpacked twice.
    return read(zip, ({ name }) => names.has(name) && !seen.has(name) && seen.add(name) !== undefined);
  } catch {
    if (names.size === 1) return new Map();
    return new Map([...names].flatMap((name) => [...readWhatCanBe(zip, new Set([name]))]));
  }
}

function read(zip: Uint8Array, filter: (entry: UnzipFileInfo) => boolean): ReadonlyMap<string, Uint8Array> {
  try {
    return new Map(Object.entries(unzipSync(zip, { filter })));
  } catch (cause) {
    throw cause instanceof ArchiveError ? cause : new ArchiveError('damaged', { cause });
  }
}

/** Whether a file begins as a zip does. @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function isZip(file: Uint8Array): boolean {
  return file[0] === 0x50 && file[1] === 0x4b && (file[2] === 3 || file[2] === 5);
}
