import type { Conversation } from '../conversation/Conversation.ts';
import type { ConversationId } from '../conversation/Message.ts';
import type { ConversationRepository } from '../persistence/ConversationRepository.ts';
import { batches } from './batches.ts';

/** How many rows of chats are read at once. */
const ROWS_AT_ONCE = 200;

/**
 * Loads chats of which there may be thousands, so many at a time: the page stands still for none of it.
 *
 * @throws {StorageError}
 * @see docs/spec.md I20
 */
export async function loadPiecewise(
  repository: Pick<ConversationRepository, 'loadConversations'>,
  ids: readonly ConversationId[],
): Promise<readonly Conversation[]> {
  const pieces: (readonly Conversation[])[] = [];
  for (const batch of batches(ids, ROWS_AT_ONCE)) pieces.push(await repository.loadConversations(batch));
  return pieces.flat();
}
