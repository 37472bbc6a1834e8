import type { ReplyId } from '../../../protocol/ids.ts';
import type { AssistantMessage } from '../../conversation/Message.ts';
import type { ChatStore } from '../../store/chatStore.ts';
import type { SettingsStore } from '../../store/settingsStore.ts';
import type { Clock } from '../../transport/Clock.ts';
import type { ChatStorage } from '../chatStorage.ts';
import type { DraftKeeper } from '../draftKeeper.ts';
import type { Launcher } from '../launcher.ts';
import type { Library } from '../library.ts';

/** What of a session its tab shares with others. */
export interface SharedSession {
  readonly store: ChatStore;
  readonly settings: SettingsStore;
  readonly storage: ChatStorage;
  readonly library: Library;
  readonly launcher: Launcher;
  readonly stop: (replyId: ReplyId) => Promise<void>;
  /** Has what has come of a reply written. */
  readonly keep: (replyId: ReplyId) => void;
  readonly keeper: Pick<DraftKeeper, 'readQueue' | 'letGo'>;
  readonly clock: Clock;
  readonly refreshModels: () => Promise<void>;
}

/** The tabs of a browser, as one of them sees them. */
export interface JoinedTabs {
  /** Whether this tab keeps a reply on disk while it grows. More than one may; at least one does. */
  writes(replyId: ReplyId): boolean;
  /** Follows an answer that has not ended in one of the tabs: in this one, or, when its turn never comes, in another. */
  take(answer: AssistantMessage): void;
  /** Shares nothing any more. */
  leave(): void;
}

/** The same before the tab knows of others, and after. */
export interface Tabs extends JoinedTabs {
  /** Follows an answer that has not ended in this tab, which shows it; not before the tab knows which connections it may make. */
  show(answer: AssistantMessage): void;
}
