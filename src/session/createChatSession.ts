import type { ModelCatalog } from '../../protocol/models.ts';
import type { ConversationRepository } from '../persistence/ConversationRepository.ts';
import type { SettingsStorage } from '../persistence/settingsStorage.ts';
import { type ChatStore } from '../store/chatStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import type { ChatSession } from './ChatSession.ts';
import type { Frames } from './frames.ts';

/** What a session is made of. Everything but the transport has a default. */
export interface ChatSessionParts {
  readonly transport: ReplyTransport;
  /** Where chats are kept. By default in memory: they end with the page. */
  readonly repository?: ConversationRepository;
  /** By default a new, empty store. */
  readonly store?: ChatStore;
  /** Which models there are. By default none is listed. */
  readonly api?: { loadModels(): Promise<ModelCatalog> };
  /** Where settings are kept. By default in memory. */
  readonly settingsStorage?: SettingsStorage;
  /** By default the browser's. */
  readonly clock?: Clock;
  /** By default the browser's animation frames, or a timer while the page is hidden. */
  readonly frames?: Frames;
  /** Makes ids: 8 to 64 letters, digits, `-` or `_`. By default 22 random characters. */
  readonly newId?: () => string;
}

/** A chat interface's life. It begins at once: see `ready`. */
export function createChatSession(parts: ChatSessionParts): ChatSession {
  throw new Error(`not written yet: ${Object.keys(parts).join()}`);
}
