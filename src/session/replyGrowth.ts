import type { ReplyId } from '../../protocol/ids.ts';
import {
  lastRun,
  type AssistantMessage,
  type ConversationId,
  type Message,
  type MessageId,
} from '../conversation/Message.ts';
import type { Reply } from '../conversation/reply.ts';
import { chunkBetween } from '../persistence/chunkBetween.ts';
import { isUnfinished } from '../persistence/isUnfinished.ts';
import type { ReplyChunk } from '../persistence/ReplyChunk.ts';
import type { ChatStore } from '../store/chatStore.ts';
import { snapshotOf } from '../store/snapshotOf.ts';

/** Which message is written. */
export interface MessageAddress {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
}

/** What is to be written of some messages. */
export interface Growth {
  /** What those that grow have grown by. */
  readonly chunks: readonly ReplyChunk[];
  /** Those that have ended. */
  readonly messages: readonly Message[];
  /** What those that have ended had grown by before their end: `messages` has it too. */
  readonly lastChunks: readonly ReplyChunk[];
  /** The disk has not got it: the next growth holds it as well. */
  undo(): void;
}

/** What replies grow by. */
export interface ReplyGrowth {
  /** What messages have grown by since it was asked last, or since this page began to follow them. */
  take(addresses: readonly MessageAddress[]): Growth;
}

/** No reply has grown yet. */
export function createReplyGrowth(store: ChatStore): ReplyGrowth {
  /** The replies that grow, as the disk has them or will have them with what is under way. */
  const written = new Map<ReplyId, Reply>();
  /** A reply as it was when this page began to follow it: that is on disk. */
  const begun = ({ conversationId, messageId }: MessageAddress, reply: Reply): Reply => {
    const message = store.getState().threads.get(conversationId)?.get(messageId);
    return message?.role === 'assistant' ? lastRun(message).reply : reply;
  };
  const hasEnded = ({ conversationId, messageId }: MessageAddress): boolean => {
    const message = store.getState().threads.get(conversationId)?.get(messageId);
    return message !== undefined && !isUnfinished(message);
  };
  return {
    take(addresses) {
      const before = new Map(written);
      const chunks: ReplyChunk[] = [];
      const messages: Message[] = [];
      const lastChunks: ReplyChunk[] = [];
      for (const address of addresses) {
        const message = snapshotOf(store.getState(), address);
        if (message?.role !== 'assistant') continue;
        const { reply } = lastRun(message);
        const known = written.get(reply.replyId);
        // A reply that another tab has ended takes no more pieces.
        if (isUnfinished(message) && !hasEnded(address)) {
          written.set(reply.replyId, reply);
          chunks.push(...chunkOf(message, known ?? begun(address, reply)));
        } else {
          written.delete(reply.replyId);
          messages.push(message);
          lastChunks.push(...chunkOf(message, known ?? { ...reply, parts: [], seq: 0 }));
        }
      }
      return {
        chunks,
        messages,
        lastChunks,
        undo() {
          // Of two pieces that overlap only what is new counts, so the next one may begin too early, but not too late.
          for (const { replyId } of chunks) {
            const known = before.get(replyId);
            if (known) written.set(replyId, known);
            else written.delete(replyId);
          }
        },
      };
    },
  };
}

/** What the last run of a message has grown by: one piece, or none. */
function chunkOf(message: AssistantMessage, known: Reply): readonly ReplyChunk[] {
  const { reply, firstTextAtMs } = lastRun(message);
  const grown = chunkBetween(known, reply);
  const times = firstTextAtMs === undefined ? {} : { firstTextAtMs };
  return grown ? [{ ...grown, messageId: message.id, ...times }] : [];
}
