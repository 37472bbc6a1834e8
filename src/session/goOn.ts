import type { ChatStorage } from './chatStorage.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import type { Launcher } from './launcher.ts';
import type { Library } from './library.ts';
import type { Removal } from './removal.ts';
import type { StopBox } from './stopBox.ts';
import type { Tabs } from './tabs/Tabs.ts';

/** What goes on after a reload. */
export interface GoingOn {
  readonly storage: ChatStorage;
  readonly library: Library;
  readonly launcher: Launcher;
  readonly keeper: DraftKeeper;
  readonly stops: StopBox;
  readonly tabs: Tabs | undefined;
  readonly removal: Pick<Removal, 'takeOver'>;
}

/**
 * Follows again what had not ended when the page went away, and ends what it had begun to delete. Never rejects.
 *
 * @see docs/spec.md N15, N26 and N44
 */
export async function goOn({ storage, library, launcher, keeper, stops, tabs, removal }: GoingOn): Promise<void> {
  void stops.load();
  try {
    const { repository } = storage;
    const [unfinished, deletions] = await Promise.all([
      repository.loadUnfinished(),
      repository.countDeletions(),
      keeper.load(),
    ]);
    if (deletions > 0) void removal.takeOver();
    for (const message of unfinished) {
      const chat = await library.open(message.conversationId);
      if (chat && message.role === 'assistant') (tabs?.take ?? launcher.resume)(message);
    }
  } catch (error) {
    storage.report(error);
  }
}
