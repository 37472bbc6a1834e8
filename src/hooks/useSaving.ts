import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SaveOutcome, SaveState } from '../store/saveStore.ts';
import { downloadFile } from './downloadFile.ts';
import { useSession, type Archiving } from './useSession.ts';

/** The saving of the page, which goes on whether it is shown or not. */
export interface SavingView {
  readonly state: SaveState;
  /** Saves everything as an archive. Resolves with what became of it. */
  readonly save: () => Promise<SaveOutcome>;
  /** Saves the rows of the disk as they are; resolves with what became of it. */
  readonly saveRaw: () => Promise<SaveOutcome>;
}

const IDLE: SaveState = { status: 'idle' };

/** Where the saving of the page stands, and the ways to begin one. */
export function useSaving(): SavingView {
  const session = useSession();
  const [archiving, setArchiving] = useState<Archiving>();
  /** Of what tells of no state by itself. */
  const [refused, setRefused] = useState<SaveOutcome>();
  useEffect(() => {
    // Asked for again when something is to be saved.
    session.loadArchiving().then(setArchiving, () => undefined);
  }, [session]);
  const saves = archiving?.saves;
  const state = useSyncExternalStore(
    (onChange) => saves?.subscribe(onChange) ?? (() => undefined),
    () => saves?.getState() ?? IDLE,
  );
  const attempt = async (work: (loaded: Archiving) => Promise<SaveOutcome>): Promise<SaveOutcome> => {
    setRefused(undefined);
    try {
      const loaded = await session.loadArchiving();
      setArchiving(loaded);
      return await work(loaded);
    } catch (error) {
      const outcome = refusalOf(error);
      setRefused(outcome);
      return outcome;
    }
  };
  return {
    state: refused ? { status: 'ended', outcome: refused } : state,
    save: () =>
      attempt(async (loaded) => {
        // Why there is none is its state.
        const archive = await loaded.save().catch(() => undefined);
        if (archive) downloadFile(archive, 'rivulet.zip');
        const now = loaded.saves.getState();
        return now.status === 'ended' ? now.outcome : CANCELLED;
      }),
    saveRaw: () =>
      attempt(async (loaded) => {
        downloadFile(await loaded.saveRaw(), 'rivulet-rows.json');
        return SAVED;
      }),
  };
}

const CANCELLED: SaveOutcome = { status: 'cancelled' };

const SAVED: SaveOutcome = { status: 'saved', lost: 0 };

/** Code that cannot be had is told by a `TypeError`. */
function refusalOf(error: unknown): SaveOutcome {
  const isTold = error instanceof Error && !(error instanceof TypeError);
  const message = isTold ? error.message : 'The server does not answer. Start it, then try again.';
  return { status: 'refused', message };
}
