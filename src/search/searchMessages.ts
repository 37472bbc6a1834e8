import type { ConversationId } from '../conversation/Message.ts';
import type { Found } from './Searcher.ts';
import type { SearchedMessage } from './SearchIndex.ts';

/** What the page tells the worker. They are taken in their order. */
export type SearchRequest =
  | {
      readonly kind: 'put';
      readonly conversationId: ConversationId;
      readonly updatedAtMs: number;
      readonly messages: readonly SearchedMessage[];
    }
  | { readonly kind: 'remove' | 'read'; readonly conversationIds: readonly ConversationId[] }
  /** Ends the question before it. */
  | { readonly kind: 'find'; readonly terms: readonly string[]; readonly limit: number; readonly number: number }
  | { readonly kind: 'end' };

/** What the worker answers to the question of a number. */
export type SearchAnswer =
  | { readonly kind: 'found'; readonly number: number; readonly found: Found }
  | { readonly kind: 'failed'; readonly number: number };
