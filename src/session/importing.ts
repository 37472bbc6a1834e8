import { ArchiveError } from '../archive/ArchiveError.ts';
import type { ChatRows } from '../archive/ChatRows.ts';
import { createImportMark } from '../persistence/importMark.ts';
import { newerMessage } from '../persistence/newerMessage.ts';
import { toStorageError } from '../persistence/toStorageError.ts';
import { settleSettings } from '../settings/archivedSettings.ts';
import { SETTING_NAMES } from '../settings/settings.ts';
import type { ChatStore } from '../store/chatStore.ts';
import {
  createImportStore,
  type ImportedSettings,
  type ImportOutcome,
  type ImportProgress,
  type ImportStore,
} from '../store/importStore.ts';
import type { SettingsStore } from '../store/settingsStore.ts';
import type { Clock } from '../transport/Clock.ts';
import { askArchiver, type StartArchiving } from './askArchiver.ts';
import type { ChatStorage } from './chatStorage.ts';
import { loadPiecewise } from './loadPiecewise.ts';
import { storeImport } from './storeImport.ts';
import { loneLocks } from './tabs/loneLocks.ts';
import { sharedLocks } from './tabs/sharedLocks.ts';
import type { TabLocks } from './tabs/TabLocks.ts';

/** Chats from files. Nothing in it rejects. */
export interface Importing {
  /** Where the import of this page stands, and the way to cancel it. */
  readonly imports: ImportStore;
  /** Brings the chats of a file in, all or none. One at a time, of all tabs. */
  bringIn(file: Blob): Promise<ImportOutcome>;
  /** Removes what an import has left whose page did not see the end of it. */
  tidy(): Promise<void>;
}

/** What importing works with. */
export interface ImportingOptions {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  readonly settings: SettingsStore;
  readonly start: StartArchiving | undefined;
  readonly clock: Clock;
}

/** Held by the tab that imports. */
const LOCK = 'rivulet-import';

const BUSY: ImportOutcome = { status: 'refused', message: 'Another import is under way. Wait for its end.' };

/**
 * The importing of a session.
 *
 * @see docs/spec.md I4
 */
export function createImporting({ store, storage, settings, start, clock }: ImportingOptions): Importing {
  const imports = createImportStore();
  const shared = sharedLocks();
  const locks = shared ?? loneLocks();
  const mark = createImportMark();

  /** Where tabs share no locks, another one may be in the middle of an import. */
  const removeLeft = async (): Promise<void> => {
    if (shared || !mark.isBeating(clock.nowMs())) await storage.repository.removeStaged();
  };
  const beat = (): void => {
    if (!shared) mark.beat(clock.nowMs());
  };
  const begin = async (): Promise<void> => {
    // In this order: its own sign would keep what was left.
    await removeLeft();
    beat();
  };
  const end = (outcome: ImportOutcome): ImportOutcome => {
    imports.setState({ status: 'ended', outcome }, true);
    return outcome;
  };
  /** One after the other. It holds the lock too: a file that is chosen meanwhile waits for it. */
  let tidying: Promise<void> | undefined;
  return {
    imports,
    async bringIn(file) {
      for (let left = tidying; left; left = tidying) await left;
      const release = await locks.tryHold(LOCK);
      // What runs in this page stays in sight.
      if (!release) return imports.getState().status === 'running' ? BUSY : end(BUSY);
      const controller = new AbortController();
      const cancel = (): void => controller.abort();
      const onProgress = (progress: ImportProgress): void => {
        if (progress.step === 'storing' && progress.share > 0) beat();
        imports.setState({ status: 'running', progress, cancel }, true);
      };
      onProgress({ step: 'reading', share: 0 });
      const { signal } = controller;
      const outcome = await importFile(file, { store, storage, settings, start, signal, onProgress, begin });
      if (!shared) mark.end();
      release();
      return end(outcome);
    },
    tidy() {
      const mine = Promise.resolve(tidying)
        .then(() => tidyUnder(locks, removeLeft))
        .catch(storage.report)
        .finally(() => {
          if (tidying === mine) tidying = undefined;
        });
      tidying = mine;
      return mine;
    },
  };
}

/** What one import works with. */
interface OneImport extends Omit<ImportingOptions, 'clock'> {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
  /** Called before the first message is stored. */
  readonly begin: () => Promise<void>;
}

async function importFile(
  file: Blob,
  { store, storage, settings, begin, ...watched }: OneImport,
): Promise<ImportOutcome> {
  const { start, signal, onProgress } = watched;
  const onShare = (share: number): void => {
    onProgress({ step: 'reading', share });
    if (share === 1) onProgress({ step: 'unpacking' });
  };
  const read = await askArchiver({ kind: 'read', file }, { start, signal, onShare });
  if (read.kind === 'failed') return refused(new ArchiveError(read.code).message);
  if (read.kind !== 'rows') return CANCELLED;
  onProgress({ step: 'storing', share: 0 });
  try {
    await begin();
    await storeImport(read.rows, { storage, signal, onShare: (share) => onProgress({ step: 'storing', share }) });
  } catch (error) {
    if (signal.aborted) return CANCELLED;
    storage.report(error);
    return refused(`${toStorageError(error).message} Nothing was imported.`);
  }
  // Messages that were here may not have taken what came with them; where this fails, the next look at the data does it.
  await storage.repository.removeLooseAttachments().catch(storage.report);
  // It is on the disk: what cannot be shown now is there after a reload.
  await show(read.rows, { store, storage }).catch(storage.report);
  const { conversations, messages } = read.rows;
  return {
    status: 'imported',
    chats: conversations.length,
    messages: messages.length,
    settings: takeSettings(read.rows, settings),
  };
}

/** Takes over what is as it was at first here. @see docs/spec.md I9 */
function takeSettings({ settings: archived }: ChatRows, settings: SettingsStore): ImportedSettings | undefined {
  if (!archived) return undefined;
  const { taken, offered } = settleSettings(archived.values, settings.getState());
  settings.changeSettings(taken);
  return { taken: SETTING_NAMES.filter((name) => name in taken), offered, skipped: archived.skipped };
}

const CANCELLED: ImportOutcome = { status: 'cancelled' };

function refused(message: string): ImportOutcome {
  return { status: 'refused', message };
}

/** Brings the list, and the chats that are open, up to what the disk has now, but for what is changed here meanwhile. */
async function show({ conversations }: ChatRows, { store, storage }: Pick<ImportingOptions, 'store' | 'storage'>) {
  const ids = conversations.map(({ id }) => id);
  const before = store.getState().conversations;
  const chats = await loadPiecewise(storage.repository, ids);
  const { conversations: listed } = store.getState();
  store.putConversations(chats.filter(({ id }) => listed.get(id) === before.get(id)));
  for (const { id } of chats) {
    if (!store.getState().threads.has(id)) continue;
    const messages = await storage.repository.loadMessages(id);
    const state = store.getState();
    const [chat, mine] = [state.conversations.get(id), state.threads.get(id)];
    // Deleted meanwhile.
    if (!chat || !mine) continue;
    // One that grows is further on here than on the disk.
    store.putMessages(
      chat,
      messages.map((message) => newerMessage(mine.get(message.id), message)),
    );
  }
}

/** Removes leftovers unless a tab is importing. */
async function tidyUnder(locks: TabLocks, removeLeft: () => Promise<void>): Promise<void> {
  const release = await locks.tryHold(LOCK);
  try {
    if (release) await removeLeft();
  } finally {
    release?.();
  }
}
