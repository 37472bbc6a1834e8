import { isFinalEvent, type ReplyEvent } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import { hasContent } from '../conversation/hasContent.ts';
import type { Reply, ReplySignal } from '../conversation/reply.ts';
import type { ChatStore } from '../store/chatStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { Frames } from './frames.ts';

/** Between the wire, which may bring hundreds of events a second, and the store, which changes once a picture. */
export interface FrameBuffer {
  /** Takes what happened to a reply. It reaches the store with the next frame; the first text and the end at once. */
  push(replyId: ReplyId, input: ReplyEvent | ReplySignal): void;
  /** Brings what was pushed to the store now. */
  flush(): void;
}

/** What a frame buffer stands between. */
export interface FrameBufferOptions {
  readonly store: ChatStore;
  readonly clock: Clock;
  readonly frames: Frames;
  /** Called after the store has changed, for each reply that did. */
  readonly onApplied: (reply: Reply) => void;
}

/**
 * An empty buffer. All replies share one frame, so that twenty of them change the store once.
 *
 * @see docs/spec.md N2
 */
export function createFrameBuffer({ store, clock, frames, onApplied }: FrameBufferOptions): FrameBuffer {
  let waiting = new Map<ReplyId, (ReplyEvent | ReplySignal)[]>();
  let cancelFrame: (() => void) | undefined;

  const flush = (): void => {
    const inputs = waiting;
    waiting = new Map();
    cancelFrame?.();
    cancelFrame = undefined;
    for (const reply of store.applyToReplies(inputs, clock.nowMs())) onApplied(reply);
  };

  return {
    push(replyId, input) {
      const inputs = waiting.get(replyId);
      if (inputs) inputs.push(input);
      else waiting.set(replyId, [input]);
      if (isEnd(input) || isFirstText(store, replyId, input)) flush();
      else cancelFrame ??= frames.request(flush);
    },
    flush,
  };
}

function isEnd(input: ReplyEvent | ReplySignal): boolean {
  if ('seq' in input) return isFinalEvent(input);
  return input.type !== 'link-lost' && input.type !== 'link-open';
}

/** Whether a reply that shows nothing yet would show something. */
function isFirstText(store: ChatStore, replyId: ReplyId, input: ReplyEvent | ReplySignal): boolean {
  const brings =
    (input.type === 'part-delta' && input.delta !== '') ||
    (input.type === 'part-start' && !('text' in input.part && input.part.text === ''));
  const reply = store.getState().liveReplies.get(replyId);
  return brings && reply !== undefined && !hasContent(reply);
}
