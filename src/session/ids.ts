import type { ReplyId } from '../../protocol/ids.ts';
import type { DraftIds } from '../conversation/Draft.ts';
import type { ConversationId, MessageId } from '../conversation/Message.ts';

/** Makes the names of new things. */
export interface Ids {
  newReplyId(): ReplyId;
  /** The names of a question to come and of all that comes with it. */
  newDraftIds(): DraftIds;
}

/** Ids from a source of texts of 8 to 64 letters, digits, `-` or `_`, none of which comes twice. This is where they get their brands. */
export function createIds(newId: () => string): Ids {
  const newConversationId = (): ConversationId => newId() as ConversationId;
  const newMessageId = (): MessageId => newId() as MessageId;
  const newReplyId = (): ReplyId => newId() as ReplyId;
  return {
    newReplyId,
    newDraftIds: () => ({
      conversationId: newConversationId(),
      questionId: newMessageId(),
      answerId: newMessageId(),
      replyId: newReplyId(),
    }),
  };
}
