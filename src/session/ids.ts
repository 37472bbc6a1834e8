import type { ReplyId } from '../../protocol/ids.ts';
import type { ConversationId, MessageId } from '../conversation/Message.ts';

/** Makes the names of new things. */
export interface Ids {
  newConversationId(): ConversationId;
  newMessageId(): MessageId;
  newReplyId(): ReplyId;
}

/** Ids from a source of texts of 8 to 64 letters, digits, `-` or `_`, none of which comes twice. This is where they get their brands. */
export function createIds(newId: () => string): Ids {
  return {
    newConversationId: () => newId() as ConversationId,
    newMessageId: () => newId() as MessageId,
    newReplyId: () => newId() as ReplyId,
  };
}
