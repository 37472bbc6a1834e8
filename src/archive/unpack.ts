import { strFromU8, unzipSync, type UnzipFileInfo } from 'fflate';
import { ArchiveError } from './ArchiveError.ts';

/** More than this is no library of chats: a bomb, or a mistake. */
const MOST_ENTRIES = 200_000;
const MOST_BYTES = 1_000_000_000;

/**
 * The texts in a zip whose names are asked for. A name only says which text it is: it never becomes a path.
 *
 * @throws {ArchiveError} `damaged` or `too-large`.
 * @see docs/spec.md I5
 */
export function unpack(zip: Uint8Array, isWanted: (name: string) => boolean): ReadonlyMap<string, string> {
  let entries = 0;
  let bytes = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    entries += 1;
    const wanted = isWanted(name);
    if (wanted) bytes += originalSize;
    if (entries > MOST_ENTRIES || bytes > MOST_BYTES) throw new ArchiveError('too-large');
    return wanted;
  };
  try {
    // What is longer than it says is cut off where it said that it ends, and is no JSON then.
    return new Map(Object.entries(unzipSync(zip, { filter })).map(([name, file]) => [name, strFromU8(file)]));
  } catch (cause) {
    throw cause instanceof ArchiveError ? cause : new ArchiveError('damaged', { cause });
  }
}

/** Whether a file begins as a zip does. @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function isZip(file: Uint8Array): boolean {
  return file[0] === 0x50 && file[1] === 0x4b && (file[2] === 3 || file[2] === 5);
}
