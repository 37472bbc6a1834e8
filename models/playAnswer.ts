import type { ServerResponse } from 'node:http';
import type { Answer } from '../mocks/Answer.ts';
import type { Clock } from '../mocks/Clock.ts';
import { play } from '../mocks/play.ts';
import type { Exchange } from './createExchange.ts';

/**
 * Plays an answer on a socket, byte for byte. The headers leave with the first byte of the body, so that a pause before it is one
 * before the headers. A dropped connection is a destroyed socket; a stalled one stays open until the client goes.
 *
 * @see docs/spec.md B9
 */
export async function playAnswer(answer: Answer, exchange: Exchange, clock: Clock): Promise<void> {
  const { response, signal } = exchange;
  if (answer.type === 'silent') return;
  if (answer.type === 'refused') return exchange.drop();
  const player = play(answer.frames, {
    clock,
    onFrame(frame) {
      if (frame.type === 'send' && frame.place === 'body') exchange.countToken();
    },
  });
  const reader = player.stream.getReader();
  // A stream that has broken off has nobody to tell.
  signal.addEventListener('abort', () => {
    reader.cancel().catch(() => undefined);
  });
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (!response.headersSent) response.writeHead(answer.status, answer.headers);
      await write(response, chunk.value, signal);
    }
    if (signal.aborted) return;
    if (!response.headersSent) response.writeHead(answer.status, answer.headers);
    response.end();
  } catch {
    // The script drops the connection here, or the client has gone: nothing is left to say either way.
    if (!signal.aborted) exchange.drop();
  }
}

/** Resolves when the bytes have left, one piece by itself, or when the client has gone. */
function write(response: ServerResponse, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => {
    signal.removeEventListener('abort', done);
    resolve();
  };
  signal.addEventListener('abort', done);
  response.write(bytes, done);
  return promise;
}
