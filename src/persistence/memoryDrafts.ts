import type { Draft, DraftKey } from '../conversation/Draft.ts';
import type { ConversationId } from '../conversation/Message.ts';
import { isOfQueueIn } from '../conversation/queue.ts';
import type { SentDraft } from './ConversationRepository.ts';

/** The drafts of a repository in memory. */
export interface MemoryDrafts {
  /** @see ConversationRepository.saveDrafts */
  save(draft: Draft): void;
  /** Takes what was sent out. */
  send(sent: SentDraft): void;
  /** Removes one draft. */
  remove(key: DraftKey): void;
  /** Removes what belongs to a chat: its composer's and its queue's. */
  removeChat(conversationId: ConversationId): void;
  all(): readonly Draft[];
}

/** No drafts yet. */
export function createMemoryDrafts(): MemoryDrafts {
  const drafts = new Map<DraftKey, Draft>();
  const save = (draft: Draft): void => {
    if (draft.text !== '') drafts.set(draft.key, draft);
    else if (drafts.get(draft.key)?.ids.questionId === draft.ids.questionId) drafts.delete(draft.key);
  };
  return {
    save,
    send({ questionId, rest }) {
      for (const { key, ids } of drafts.values()) if (ids.questionId === questionId) drafts.delete(key);
      save(rest);
    },
    remove: (key) => void drafts.delete(key),
    removeChat(conversationId) {
      drafts.delete(conversationId);
      for (const key of drafts.keys()) if (isOfQueueIn(key, conversationId)) drafts.delete(key);
    },
    all: () => [...drafts.values()],
  };
}
