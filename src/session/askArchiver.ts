import { answerArchiving } from '../archive/answerArchiving.ts';
import type { ArchiveErrorCode } from '../archive/ArchiveError.ts';
import type { ArchiveAnswer, ArchiveRequest } from '../archive/archiveMessages.ts';
import type { WholeChats } from '../archive/ChatRows.ts';
import { joinPieces } from '../archive/pieces.ts';

/** Reads or writes one archive outside of the page. Gives what ends it. */
export type StartArchiving = (request: ArchiveRequest, onAnswer: (answer: ArchiveAnswer) => void) => () => void;

/** What became of an archive that was to be read or written. */
export type Archived =
  | { readonly kind: 'rows'; readonly rows: WholeChats }
  | { readonly kind: 'archive'; readonly archive: Blob }
  | { readonly kind: 'failed'; readonly code: ArchiveErrorCode }
  | { readonly kind: 'cancelled' };

/** How an archive is read or written. */
export interface AskOptions {
  /** Absent where there are no workers. */
  readonly start: StartArchiving | undefined;
  readonly signal?: AbortSignal;
  /** Called with the share of the file that was read or written, from 0 to 1. */
  readonly onShare?: (share: number) => void;
}

/** Begins it. Where the browser lets no worker start, that is the answer. */
function begin(
  request: ArchiveRequest,
  onAnswer: (answer: ArchiveAnswer) => void,
  start: StartArchiving | undefined,
): (() => void) | undefined {
  if (!start) return void answerArchiving(request, onAnswer);
  try {
    return start(request, onAnswer);
  } catch {
    onAnswer({ kind: 'failed', code: 'broken-off' });
    return undefined;
  }
}

/** Has one archive read or written. Never rejects. */
export function askArchiver(request: ArchiveRequest, { start, signal, onShare }: AskOptions): Promise<Archived> {
  if (signal?.aborted) return Promise.resolve({ kind: 'cancelled' });
  return new Promise((resolve) => {
    const pieces: WholeChats[] = [];
    const onAnswer = (answer: ArchiveAnswer): void => {
      if (answer.kind === 'progress') onShare?.(answer.share);
      else if (answer.kind !== 'rows') resolve(answer);
      else if (pieces.push(answer.rows) && answer.isLast) resolve({ kind: 'rows', rows: joinPieces(pieces) });
    };
    const end = begin(request, onAnswer, start);
    const cancel = (): void => {
      end?.();
      resolve({ kind: 'cancelled' });
    };
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel);
  });
}
