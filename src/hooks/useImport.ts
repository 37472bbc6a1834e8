import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createImportStore, type ImportOutcome, type ImportState } from '../store/importStore.ts';
import { useSession, type Archiving } from './useSession.ts';

/** The import of the page, which goes on whether it is shown or not. */
export interface ImportView {
  readonly state: ImportState;
  /** Brings a file in. */
  readonly bringIn: (file: File) => Promise<ImportOutcome>;
}

const none = createImportStore();

/** Where the import of the page stands, and the way to begin one. What an earlier page could not end is removed. */
export function useImport(): ImportView {
  const session = useSession();
  const [archiving, setArchiving] = useState<Archiving | 'failed'>();
  useEffect(() => {
    session.loadArchiving().then(
      (loaded) => {
        setArchiving(loaded);
        void loaded.tidy();
      },
      // Asked for again when a file is chosen.
      () => undefined,
    );
  }, [session]);
  const state = useStore(archiving === undefined || archiving === 'failed' ? none : archiving.imports);
  const bringIn = async (file: File): Promise<ImportOutcome> => {
    try {
      const loaded = await session.loadArchiving();
      setArchiving(loaded);
      return await loaded.bringIn(file);
    } catch {
      setArchiving('failed');
      return UNREACHABLE;
    }
  };
  return { state: archiving === 'failed' ? { status: 'ended', outcome: UNREACHABLE } : state, bringIn };
}

const UNREACHABLE: ImportOutcome = {
  status: 'refused',
  message: 'The server does not answer. Start it, then try again.',
};
