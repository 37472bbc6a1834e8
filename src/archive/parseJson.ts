import { ArchiveError } from './ArchiveError.ts';

/** What a JSON text says. @throws {ArchiveError} `damaged` when it is none. */
export function parseJson(text: string): unknown {
  try {
    // Some exports begin with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new ArchiveError('damaged', { cause });
  }
}
