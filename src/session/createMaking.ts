import { settingsIn } from '../conversation/chatSettings.ts';
import { runTerms } from '../conversation/runTerms.ts';
import type { ChatStore } from '../store/chatStore.ts';
import { newestUpdateMs } from '../store/selectors.ts';
import type { SettingsStore } from '../store/settingsStore.ts';
import type { Making } from './newMessages.ts';

/** What making works with. */
export interface MakingOptions extends Pick<Making, 'ids' | 'clock'> {
  readonly store: ChatStore;
  readonly settings: SettingsStore;
}

/** What new messages of a session are made with. */
export function createMaking({ ids, clock, store, settings }: MakingOptions): Making {
  return {
    ids,
    clock,
    newestMs: () => newestUpdateMs(store.getState().conversations),
    termsIn(chat) {
      const terms = runTerms(settingsIn(chat, settings.getState()));
      return terms ? { terms } : {};
    },
  };
}
