import { isFinalEvent, type ReplyEventBody } from '../../protocol/events.ts';
import type { CallUpstream, UpstreamCall } from '../../server/callUpstream.ts';

/** A model that says what a test tells it to, when the test tells it to. */
export interface HeldModel {
  readonly callUpstream: CallUpstream;
  /** Every call, in order. */
  readonly calls: UpstreamCall[];
  /** Resolves once the model was called that often in all. */
  called(times?: number): Promise<UpstreamCall>;
  /** Says something in the newest call. */
  say(...events: ReplyEventBody[]): void;
  /** Breaks the contract: the newest call throws. */
  throw(error: Error): void;
}

export const textStart: ReplyEventBody = { type: 'part-start', index: 0, part: { type: 'text', text: '' } };
export const replyEnd: ReplyEventBody = { type: 'reply-end', finishReason: 'stop' };

/** A piece of text of part 0. */
export function words(delta: string, index = 0): ReplyEventBody {
  return { type: 'part-delta', index, delta };
}

/** A model that has nothing to say yet. */
export function createHeldModel(): HeldModel {
  const calls: UpstreamCall[] = [];
  const queues: { said: ReplyEventBody[][]; failure?: Error; wake: () => void }[] = [];
  const waiting: (() => void)[] = [];
  const newest = (): (typeof queues)[number] => {
    const queue = queues.at(-1);
    if (!queue) throw new Error('The model was not called yet.');
    return queue;
  };
  return {
    calls,
    async called(times = 1) {
      while (calls.length < times) await new Promise<void>((resolve) => waiting.push(resolve));
      const call = calls[times - 1];
      if (!call) throw new Error('unreachable');
      return call;
    },
    say(...events) {
      newest().said.push(events);
      newest().wake();
    },
    throw(error) {
      newest().failure = error;
      newest().wake();
    },
    async callUpstream(call, tell) {
      const queue: (typeof queues)[number] = { said: [], wake: () => undefined };
      queues.push(queue);
      calls.push(call);
      for (const resolve of waiting.splice(0)) resolve();
      call.signal.addEventListener('abort', () => {
        queue.wake();
      });
      while (!call.signal.aborted) {
        const events = queue.said.shift();
        if (events) tell(events);
        else if (queue.failure) throw queue.failure;
        else await new Promise<void>((resolve) => (queue.wake = resolve));
        if (events?.some(isFinalEvent)) return;
      }
    },
  };
}
