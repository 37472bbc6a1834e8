import { ArchiveError } from './ArchiveError.ts';
import type { ArchiveAnswer, ArchiveRequest } from './archiveMessages.ts';
import { piecesOf } from './pieces.ts';
import { readImport } from './readImport.ts';
import { writeArchive } from './writeArchive.ts';

/** Reads or writes an archive and answers with it. Never rejects. */
export async function answerArchiving(request: ArchiveRequest, answer: (answer: ArchiveAnswer) => void): Promise<void> {
  const onShare = (share: number): void => answer({ kind: 'progress', share });
  try {
    if (request.kind === 'write') {
      answer({ kind: 'archive', archive: await writeArchive(request.rows, onShare) });
      return;
    }
    const rows = readImport(await bytesOf(request.file, onShare));
    for (const piece of piecesOf(rows)) answer({ kind: 'rows', ...piece });
  } catch (error) {
    // The file was moved or changed while it was read, or there is no memory for it: that says nothing of what is in it.
    answer({ kind: 'failed', code: error instanceof ArchiveError ? error.code : 'broken-off' });
  }
}

/** How much of a file is read at a time, in bytes. */
const PIECE_BYTES = 4_000_000;

async function bytesOf(file: Blob, onShare: (share: number) => void): Promise<Uint8Array> {
  const all = new Uint8Array(file.size);
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const piece = new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
    all.set(piece, at);
    onShare((at + piece.length) / file.size);
  }
  return all;
}
