import type { ReplyEventBody } from '../../../protocol/events.ts';
import type { RequestMessage } from '../../../protocol/requests.ts';
import type { Telling } from '../Story.ts';
import { wordsLeft } from '../wordsLeft.ts';
import type { Life } from './createLife.ts';
import type { Model } from './createFastServer.ts';

/** One call of the model. */
export interface Call {
  readonly openedAtMs: number;
  /** Set when its connection was closed before it had said all. */
  closedAtMs?: number;
  wordsSent: number;
  isOver: boolean;
}

/** A model that tells its words at its pace, and goes on from where an answer ends that it is shown. */
export function createFastModel({ words, firstMs, gapMs }: Telling): { readonly calls: readonly Call[]; model: Model } {
  const calls: Call[] = [];
  const model: Model = (life) =>
    async function say({ messages, signal }, tell) {
      const call: Call = { openedAtMs: life.nowMs(), wordsSent: 0, isOver: false };
      calls.push(call);
      const close = (): void => {
        if (call.isOver) return;
        call.closedAtMs = life.nowMs();
        call.isOver = true;
      };
      signal.addEventListener('abort', close, { once: true });
      life.signal.addEventListener('abort', close, { once: true });
      for (const [index, word] of wordsLeft(words, answerIn(messages)).entries()) {
        await rest(life, index === 0 ? firstMs : gapMs, signal);
        if (signal.aborted) return;
        call.wordsSent += 1;
        tell(index === 0 ? [TEXT_BEGINS, delta(word)] : [delta(word)]);
      }
      call.isOver = true;
      tell([{ type: 'reply-end', finishReason: 'stop' }]);
    };
  return { calls, model };
}

const TEXT_BEGINS: ReplyEventBody = { type: 'part-start', index: 0, part: { type: 'text', text: '' } };

const delta = (word: string): ReplyEventBody => ({ type: 'part-delta', index: 0, delta: word });

function answerIn(messages: readonly RequestMessage[]): string {
  const answer = messages.findLast(({ role }) => role === 'assistant');
  return answer?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? '';
}

function rest(life: Life, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = life.after(ms, resolve);
    signal.addEventListener(
      'abort',
      () => {
        cancel();
        resolve();
      },
      { once: true },
    );
  });
}
