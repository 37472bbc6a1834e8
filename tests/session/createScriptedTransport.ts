import { vi } from 'vitest';
import { ReplyError, replyError, type ReplyErrorCode } from '../../protocol/errors.ts';
import type { ReplyEvent } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import type { ReplyTransport, StreamOptions } from '../../src/transport/ReplyTransport.ts';

/** One reply that the session asked for, in the hands of the test. */
export interface ScriptedStream {
  readonly request: ReplyRequest;
  readonly after: number;
  readonly aborted: boolean;
  event(...events: readonly ReplyEvent[]): void;
  /** The events of a text, from the first: start, part and one delta for each piece. Not the end. */
  text(...pieces: readonly string[]): void;
  lost(): void;
  reopened(): void;
  /** Ends in good order, whether or not there was a final event. */
  end(): void;
  fail(code: ReplyErrorCode): void;
}

/** A transport that the test plays by hand. */
export interface ScriptedTransport extends ReplyTransport {
  readonly streams: readonly ScriptedStream[];
  readonly stops: readonly ReplyId[];
  readonly forgotten: readonly ReplyId[];
  /** What `stop` answers from now on; `silence` is no answer. */
  answerStops(answer: 'acknowledged' | 'unreachable' | 'silence' | 'rejection'): void;
  /** What `forget` answers from now on. */
  answerForgets(answer: 'acknowledged' | 'unreachable'): void;
  /** The stream number `count`, from 1, once it was asked for. */
  stream(request: ReplyRequest, options: StreamOptions): Promise<void>;
  asked(count: number): Promise<ScriptedStream>;
}

/** A transport that was asked for nothing yet. */
export function createScriptedTransport(): ScriptedTransport {
  const streams: ScriptedStream[] = [];
  const stops: ReplyId[] = [];
  const forgotten: ReplyId[] = [];
  let forgets: Parameters<ScriptedTransport['answerForgets']>[0] = 'acknowledged';
  let answer: Parameters<ScriptedTransport['answerStops']>[0] = 'acknowledged';
  return {
    streams,
    stops,
    forgotten,
    answerForgets(next) {
      forgets = next;
    },
    answerStops(next) {
      answer = next;
    },
    stream(request, options) {
      const settled = Promise.withResolvers<void>();
      options.signal.addEventListener('abort', () => settled.resolve());
      streams.push(createStream(request, options, settled));
      return settled.promise;
    },
    stop(replyId) {
      stops.push(replyId);
      if (answer === 'rejection') return Promise.reject(new Error('a transport of someone else'));
      return answer === 'silence' ? new Promise(() => undefined) : Promise.resolve(answer);
    },
    forget(replyId) {
      forgotten.push(replyId);
      return Promise.resolve(forgets);
    },
    asked: (count) =>
      vi.waitFor(
        () => {
          const stream = streams[count - 1];
          if (!stream) throw new Error(`${streams.length} replies were asked for, ${count} were expected.`);
          return stream;
        },
        { interval: 1, timeout: 5000 },
      ),
  };
}

function createStream(
  request: ReplyRequest,
  options: StreamOptions,
  settled: PromiseWithResolvers<void>,
): ScriptedStream {
  const event = (...events: readonly ReplyEvent[]): void => {
    for (const each of events) options.onEvent(each);
  };
  return {
    request,
    after: options.after,
    get aborted() {
      return options.signal.aborted;
    },
    event,
    text(...pieces) {
      event({ seq: 1, type: 'reply-start', model: 'tiny-model' });
      event({ seq: 2, type: 'part-start', index: 0, part: { type: 'text', text: '' } });
      for (const [index, delta] of pieces.entries()) event({ seq: 3 + index, type: 'part-delta', index: 0, delta });
    },
    lost: () => options.onLinkLost(),
    reopened: () => options.onLinkOpen(),
    end: () => settled.resolve(),
    fail: (code) => settled.reject(new ReplyError(replyError(code))),
  };
}

/** The end of a reply, as its event number `seq`. */
export const done = (seq: number): ReplyEvent => ({ seq, type: 'reply-end', finishReason: 'stop' });
