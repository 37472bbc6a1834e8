import { ArchiveError } from '../archive/ArchiveError.ts';
import type { WholeChats } from '../archive/ChatRows.ts';
import { toStorageError } from '../persistence/toStorageError.ts';
import { createSaveStore, type SaveOutcome, type SaveProgress, type SaveStore } from '../store/saveStore.ts';
import { askArchiver, type StartArchiving } from './askArchiver.ts';

/** Everything as one file. */
export interface Saving {
  /** Where the saving of this page stands, and the way to cancel it. */
  readonly saves: SaveStore;
  /** Everything as an archive; `saves` says why there is none. @throws {Error} when it cannot be read or written, or is cancelled. */
  save(): Promise<Blob>;
}

/** How the rows to save are read. */
export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Called with the share of the chats that were read, from 0 to 1. */
  readonly onShare: (share: number) => void;
}

/** What is to be saved. */
export interface RowsToSave {
  readonly rows: WholeChats;
  /** How many messages could not be read. */
  readonly lost: number;
}

/** What saving works with. */
export interface SavingOptions {
  readonly read: (options: ReadOptions) => Promise<RowsToSave>;
  readonly start: StartArchiving | undefined;
}

/**
 * The saving of a session.
 *
 * @see docs/spec.md I38
 */
export function createSaving({ read, start }: SavingOptions): Saving {
  const saves = createSaveStore();
  const end = (outcome: SaveOutcome): void => saves.setState({ status: 'ended', outcome }, true);
  return {
    saves,
    async save() {
      const controller = new AbortController();
      const { signal } = controller;
      const cancel = (): void => controller.abort();
      const tell = (step: SaveProgress['step']) => (share: number) =>
        saves.setState({ status: 'running', progress: { step, share }, cancel }, true);
      try {
        tell('reading')(0);
        const { rows, lost } = await read({ signal, onShare: tell('reading') });
        tell('packing')(0);
        const written = await askArchiver({ kind: 'write', rows }, { start, signal, onShare: tell('packing') });
        signal.throwIfAborted();
        if (written.kind !== 'archive') throw new ArchiveError(written.kind === 'failed' ? written.code : 'broken-off');
        end({ status: 'saved', lost });
        return written.archive;
      } catch (error) {
        end(signal.aborted ? { status: 'cancelled' } : { status: 'refused', message: sentenceFor(error) });
        throw error;
      }
    },
  };
}

const TOO_LARGE = 'The chats and their attachments are more than one archive can hold.';

function sentenceFor(error: unknown): string {
  if (!(error instanceof ArchiveError)) return toStorageError(error).message;
  return error.code === 'too-large' ? TOO_LARGE : error.message;
}
