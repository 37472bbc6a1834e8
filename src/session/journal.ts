import type { ConversationId, MessageId } from '../conversation/Message.ts';
import type { ChatStore } from '../store/chatStore.ts';
import { snapshotOf } from '../store/snapshotOf.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ChatStorage } from './chatStorage.ts';

/** How far the disk may be behind a growing message, less the time that writing takes, in milliseconds. */
const DELAY_MS = 200;

/** When a write that failed is tried again, in milliseconds. */
const RETRY_MS = 5000;

/** Which message is written. */
interface MessageAddress {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
}

/** Keeps messages on disk while they grow. */
export interface Journal {
  /** Takes note that a message has changed; it is on its way to the disk within a fifth of a second. */
  note(address: MessageAddress): void;
  /** Writes what was noted now. Never rejects. */
  flush(): Promise<void>;
}

/**
 * A journal with nothing in it. What could not be written is kept and tried again.
 *
 * @see docs/spec.md N10
 */
export function createJournal(options: { store: ChatStore; storage: ChatStorage; clock: Clock }): Journal {
  const { store, storage, clock } = options;
  const noted = new Map<MessageId, MessageAddress>();
  let cancelTimer: (() => void) | undefined;

  const schedule = (delayMs: number): void => {
    cancelTimer ??= clock.after(delayMs, () => void flush());
  };
  const flush = async (): Promise<void> => {
    cancelTimer?.();
    cancelTimer = undefined;
    const addresses = [...noted.values()];
    const messages = addresses
      .map((address) => snapshotOf(store.getState(), address))
      .filter((message) => message !== undefined);
    noted.clear();
    if (messages.length === 0) return;
    try {
      await storage.repository.save({ messages }, 'relaxed');
      storage.report(undefined);
    } catch (error) {
      storage.report(error);
      for (const address of addresses) noted.set(address.messageId, address);
      schedule(RETRY_MS);
    }
  };
  return {
    note(address) {
      noted.set(address.messageId, address);
      schedule(DELAY_MS);
    },
    flush,
  };
}
