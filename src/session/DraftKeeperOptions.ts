import type { Draft } from '../conversation/Draft.ts';
import type { Rescue } from '../persistence/pageRescue.ts';
import type { DraftStore } from '../store/draftStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ChatStorage } from './chatStorage.ts';
import type { Ids } from './ids.ts';

/** What a keeper works with. */
export interface DraftKeeperOptions {
  readonly drafts: DraftStore;
  readonly storage: ChatStorage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly rescue: Rescue<Draft> | undefined;
}
