import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';

/** A picture of one grey pixel, as PNG. */
export const PIXEL = new Uint8Array(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64'),
);

/** An export of ChatGPT as it comes: two pictures of the same bytes, a text and a sound, and two files that it does not hold. */
export function exportWithFiles(change: Zippable = {}): Uint8Array {
  return zipSync({
    'conversations-000.json': readFileSync(join(import.meta.dirname, 'fixtures/chatgpt-files.json')),
    'conversation_asset_file_names.json': strToU8(JSON.stringify({ 'file_0000made.dat': 'A boat.png', other: 7 })),
    'file-Boat1-boat.png': PIXEL,
    'file-Notes2-notes.txt': strToU8('Hello'),
    'user-abc/file_0000made.dat': PIXEL,
    '6f3c1b6e/audio/file_0000said.dat': strToU8('RIFF1234WAVEfmt '),
    'file-Unused9-never.txt': strToU8('Nobody refers to this'),
    'chat.html': strToU8('<script>alert(1)</script>'),
    ...change,
  });
}
