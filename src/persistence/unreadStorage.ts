import { isConversationId, type ConversationId } from '../conversation/Message.ts';

/** Which chats hold something unread, for all tabs of a browser. None of the methods throws. */
export interface UnreadStorage {
  /** Those that are unread; what cannot be read is left out. */
  load(): ReadonlySet<ConversationId>;
  /** Keeps them; where the browser refuses, they hold until the page closes. */
  save(unread: ReadonlySet<ConversationId>): void;
  /** Calls `listener` when another tab has changed them, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

const KEY = 'rivulet.unread';

/**
 * Unread marks in `localStorage`, as ids with spaces between them.
 *
 * @param storage the browser's storage; asked for late, because asking can throw.
 * @see docs/spec.md G10
 */
export function createUnreadStorage(storage: () => Storage = () => localStorage): UnreadStorage {
  return {
    load() {
      try {
        return new Set((storage().getItem(KEY) ?? '').split(' ').filter(isConversationId));
      } catch {
        return new Set();
      }
    },
    save(unread) {
      try {
        if (unread.size === 0) storage().removeItem(KEY);
        else storage().setItem(KEY, [...unread].join(' '));
      } catch {
        // Refused or full: the marks hold in this page.
      }
    },
    onChange(listener) {
      const hear = ({ key }: StorageEvent): void => {
        if (key === KEY) listener();
      };
      window.addEventListener('storage', hear);
      return () => window.removeEventListener('storage', hear);
    },
  };
}
