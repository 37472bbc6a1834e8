import type { ReplyId } from '../../protocol/ids.ts';
import type { Part } from '../../protocol/parts.ts';
import type { MessageId } from '../conversation/Message.ts';

/** What a part has grown by. */
export interface PartGrowth {
  /** Which part of the reply. */
  readonly index: number;
  /** How much of it was there before, in UTF-16 units. */
  readonly at: number;
  /** The part with only what was added. */
  readonly part: Part;
}

/**
 * What a reply has grown by between two writes: a row of its own, so that no row is written again and again. It is keyed by
 * the reply and its first `seq`, so that two tabs which write at different moments do not overwrite each other.
 *
 * @see docs/spec.md P10
 */
export interface ReplyChunk {
  readonly replyId: ReplyId;
  /** The first `seq` that is in it. */
  readonly seq: number;
  /** The last one. */
  readonly lastSeq: number;
  /** The message that the reply belongs to. */
  readonly messageId: MessageId;
  /** The model that answers. */
  readonly model: string;
  /** When the first text of the reply arrived, in milliseconds since 1970. */
  readonly firstTextAtMs?: number;
  readonly grown: readonly PartGrowth[];
}
