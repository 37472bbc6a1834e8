import type { Draft, DraftIds } from '../conversation/Draft.ts';
import type { SentDraft } from '../persistence/ConversationRepository.ts';

/** A text that is being sent. */
export interface TakenDraft {
  /** What it is sent under: the ids of the draft on disk when that has this text. */
  readonly ids: DraftIds;
  /** What is to leave the disk with it, and what is left in its box. Asked for when it is stored. */
  sentDraft(): SentDraft;
}

/** One whose sending has not ended. */
export interface OpenTakenDraft extends Draft {
  /** What is left in its box, once it is being stored. */
  rest?: Draft;
}
