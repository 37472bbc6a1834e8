import { ReplyError, replyError } from '../../protocol/errors.ts';
import { isFinalEvent, type ReplyEventBody } from '../../protocol/events.ts';
import { openaiChat } from '../../providers/openaiChat.ts';
import type { ReplyTransport } from '../../src/transport/ReplyTransport.ts';
import { readEvents } from '../fetch-only/readEvents.js';

/** Replies straight from an OpenAI-style endpoint; its model `tiny` is `own/tiny` here. It keeps no log, so nothing can be resumed. */
export function createChatCompletionsTransport(baseUrl: string): ReplyTransport {
  const running = new Map<string, AbortController>();
  return {
    async stream({ replyId, model, messages, params }, { after, signal, onEvent }) {
      let seq = 0;
      const tell = (events: readonly ReplyEventBody[]): boolean => {
        for (const event of events) onEvent({ ...event, seq: (seq += 1) });
        return events.some(isFinalEvent);
      };
      const stop = new AbortController();
      running.set(replyId, stop);
      try {
        if (after > 0) throw new ReplyError(replyError('truncated'));
        const { path, ...init } = openaiChat.buildRequest({ model: model.replace('own/', ''), messages, params }, '');
        const either = AbortSignal.any([signal, stop.signal]);
        const body = await bodyOf(await fetch(baseUrl + path, { ...init, method: 'POST', signal: either }));
        tell([{ type: 'reply-start', model }]);
        const decoder = openaiChat.createDecoder();
        for await (const message of readEvents(body)) if (tell(decoder.decode(message))) return;
        tell(decoder.end());
      } catch (error) {
        if (stop.signal.aborted) tell([{ type: 'reply-stop' }]);
        else if (error instanceof ReplyError) throw error;
        else if (!signal.aborted) throw new ReplyError(replyError(seq > 0 ? 'truncated' : 'unreachable'));
      } finally {
        running.delete(replyId);
      }
    },
    async stop(replyId) {
      running.get(replyId)?.abort();
      return 'acknowledged';
    },
    forget: () => Promise.resolve('acknowledged'),
  };
}

async function bodyOf(response: Response): Promise<ReadableStream<Uint8Array>> {
  const { ok, status, headers, body } = response;
  if (ok && body) return body;
  throw new ReplyError(openaiChat.decodeError(status, Object.fromEntries(headers), await response.text(), Date.now()));
}
