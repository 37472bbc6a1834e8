import { Zip, ZipDeflate } from 'fflate';

/** The first time that a zip can tell: when it was written is no part of it. */
const MTIME = new Date(1980, 0, 1);

/** So many bytes are held in memory before they become a part of the blob, which the browser may keep on the disk. */
const HELD_BYTES = 4_000_000;

/** What is smaller needs no large table to be packed: making one for each of thousands of chats would take most of the time. */
const SMALL_BYTES = 64_000;

/** A zip that is being written. The same files in the same order give the same bytes. */
export interface GrowingZip {
  /** Adds a file; `packed` where it is worth it. */
  add(name: string, bytes: Uint8Array, packed: boolean): void;
  /** The whole of it. */
  end(): Blob;
}

/** A zip without files yet. */
export function createZip(): GrowingZip {
  const pieces: Blob[] = [];
  let held: Uint8Array<ArrayBuffer>[] = [];
  let heldBytes = 0;
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    // It may be a view of memory that is used again.
    held.push(new Uint8Array(chunk));
    heldBytes += chunk.length;
  });
  const letGo = (): void => {
    pieces.push(new Blob(held));
    held = [];
    heldBytes = 0;
  };
  return {
    add(name, bytes, packed) {
      const file = new ZipDeflate(name, { level: packed ? 6 : 0, mem: bytes.length < SMALL_BYTES ? 0 : 8 });
      file.mtime = MTIME;
      zip.add(file);
      file.push(bytes, true);
      if (heldBytes > HELD_BYTES) letGo();
    },
    end() {
      zip.end();
      letGo();
      return new Blob(pieces, { type: 'application/zip' });
    },
  };
}
