import { isRecord } from '../../../protocol/parts.ts';
import { parseJson } from '../../../protocol/sse.ts';
import type { UpstreamClient, UpstreamResponse } from '../../../server/upstream.ts';
import type { Telling } from '../Story.ts';
import { wordsLeft } from '../wordsLeft.ts';
import type { Model } from './createFastServer.ts';
import type { Life } from './createLife.ts';

/** One call of the model. */
export interface Call {
  readonly openedAtMs: number;
  /** Set when its connection was closed before it had said all. */
  closedAtMs?: number;
  wordsSent: number;
  isOver: boolean;
}

/** A model that is called over a line of its own. */
export interface FastModel {
  readonly calls: readonly Call[];
  readonly model: Model;
}

type Take = Parameters<UpstreamResponse['read']>[0];

/**
 * A model that tells its words at its pace in the format of Chat Completions, and goes on from where an answer ends that it is shown. Its
 * first call breaks off where the story says so, in the middle of an event; `onFault` is told then.
 */
export function createFastModel(telling: Telling, onFault: (fault: string) => void): FastModel {
  const { words, firstMs, gapMs, breaks } = telling;
  const calls: Call[] = [];

  /** Says what is left. Resolves at an end in good order, rejects where the connection is lost. */
  async function say(left: readonly string[], { life, call, signal, take }: Saying): Promise<void> {
    const broken = calls[0] === call ? breaks : undefined;
    for (const [index, word] of left.entries()) {
      await rest(life, index === 0 ? firstMs : gapMs, signal);
      if (signal.aborted) throw new ConnectionLost();
      const bytes = eventOf({ delta: { content: word } });
      if (broken?.afterWords === index) {
        take(bytes.subarray(0, bytes.length / 2));
        onFault(`model-${broken.how}`);
        if (broken.how === 'stall') await rest(life, Infinity, signal);
        call.isOver = true;
        if (broken.how === 'end') return;
        throw new ConnectionLost();
      }
      call.wordsSent += 1;
      take(bytes);
    }
    call.isOver = true;
    take(eventOf({ delta: {}, finish_reason: 'stop' }));
  }

  const model: Model = (life): UpstreamClient => ({
    async post({ body }, signal) {
      const call: Call = { openedAtMs: life.nowMs(), wordsSent: 0, isOver: false };
      calls.push(call);
      const close = (): void => {
        if (call.isOver) return;
        call.closedAtMs = life.nowMs();
        call.isOver = true;
      };
      const gone = AbortSignal.any([signal, life.signal]);
      gone.addEventListener('abort', close, { once: true });
      const left = wordsLeft(words, answerIn(body));
      return {
        status: 200,
        headers: { 'content-type': 'text/event-stream' },
        read: (take) => life.bound(say(left, { life, call, signal: gone, take })),
        drain: () => undefined,
        close,
      };
    },
    close: () => undefined,
  });
  return { calls, model };
}

interface Saying {
  readonly life: Life;
  readonly call: Call;
  /** The connection is no more. */
  readonly signal: AbortSignal;
  readonly take: Take;
}

class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly code = 'ECONNRESET';
}

function eventOf(choice: Readonly<Record<string, unknown>>): Uint8Array {
  return new TextEncoder().encode(`data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`);
}

/** The last answer that a model is shown. */
function answerIn(body: string): string {
  const request = parseJson(body);
  const messages = isRecord(request) && Array.isArray(request['messages']) ? request['messages'] : [];
  const answer: unknown = messages.findLast((message) => isRecord(message) && message['role'] === 'assistant');
  return isRecord(answer) && typeof answer['content'] === 'string' ? answer['content'] : '';
}

function rest(life: Life, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = Number.isFinite(ms) ? life.after(ms, resolve) : () => undefined;
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
