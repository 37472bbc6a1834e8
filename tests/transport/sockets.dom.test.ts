import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import { EVENT_STREAM_HEADERS, encodeReplyEvent } from '../../protocol/sse.ts';
import { createHttpTransport } from '../../src/transport/httpTransport.ts';
import { delta, END, PART, QUESTION, START, until } from './followed.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A real server on loopback: each answer in turn, and how many of its connections are still open. */
async function serve(...answers: readonly Answer[]) {
  const lines: string[] = [];
  let open = 0;
  const server = createServer((request, response) => {
    lines.push([request.method, request.url, request.headers['last-event-id']].filter(Boolean).join(' '));
    open += 1;
    response.on('close', () => {
      open -= 1;
    });
    answers[lines.length - 1]?.(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    lines,
    get open() {
      return open;
    },
  };
}

function follow(baseUrl: string, signal = new AbortController().signal) {
  const events: ReplyEvent[] = [];
  const settled = createHttpTransport({ baseUrl, random: () => 0 }).stream(QUESTION, {
    after: 0,
    signal,
    onEvent: (event) => events.push(event),
    onLinkLost: () => undefined,
    onLinkOpen: () => undefined,
  });
  return { events, settled };
}

function write(response: ServerResponse, ...events: readonly ReplyEvent[]): void {
  if (!response.headersSent) response.writeHead(200, EVENT_STREAM_HEADERS);
  response.write(events.map(encodeReplyEvent).join(''));
}

test('[T6] a socket that is reset in the middle of an event is followed by one GET from the last whole event', async () => {
  const server = await serve(
    (_request, response) => {
      write(response, START, PART, delta(3, 'Hel'));
      response.write(encodeReplyEvent(delta(4, 'lo')).slice(0, 20), () => response.socket?.resetAndDestroy());
    },
    (_request, response) => {
      write(response, delta(4, 'lo'), END);
      response.end();
    },
  );
  const { events, settled } = follow(server.baseUrl);
  await settled;
  expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(server.lines).toEqual(['POST /api/replies', 'GET /api/replies/reply-0001/events 3']);
  await until(() => server.open === 0);
});

test('[T11] a socket that is reset before any answer is tried again under the same id', async () => {
  const server = await serve(
    (_request, response) => response.socket?.resetAndDestroy(),
    (_request, response) => {
      write(response, START, { ...END, seq: 2 });
      response.end();
    },
  );
  const { events, settled } = follow(server.baseUrl);
  await settled;
  expect(events).toHaveLength(2);
  expect(server.lines).toEqual(['POST /api/replies', 'POST /api/replies']);
});

test('[T3] an abort closes the socket', async () => {
  const aborter = new AbortController();
  const server = await serve((_request, response) => write(response, START));
  const { events, settled } = follow(server.baseUrl, aborter.signal);
  await until(() => events.length === 1);
  expect(server.open).toBe(1);
  aborter.abort();
  await settled;
  await until(() => server.open === 0);
  expect(server.lines).toHaveLength(1);
});

test('[T11] a port where nobody listens is out of reach', async () => {
  const server = await serve();
  await closers.pop()?.();
  const { settled } = follow(server.baseUrl);
  await expect(settled).rejects.toMatchObject({ body: { code: 'offline' } });
});
