import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../server/listen.ts';
import type { Timers } from '../../server/Timers.ts';
import { createUpstreamClient, type UpstreamRequest } from '../../server/upstream.ts';

/** A request to a place where nothing listens until `open` is called. */
async function closedPlace(): Promise<{ request: UpstreamRequest; open(done: () => void): void }> {
  const server = createServer((_request, response) => response.end('at last'));
  const port = await listen(server, '127.0.0.1', 0);
  await new Promise((resolve) => server.close(resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    request: { url: `http://127.0.0.1:${port}/chat/completions`, headers: {}, body: '{}' },
    open: (done) => void server.listen(port, '127.0.0.1', done),
  };
}

/** Timers that note the delays and let a test say what happens in each. */
function notedTimers(during: (done: () => void) => void): Timers & { readonly delays: readonly number[] } {
  const delays: number[] = [];
  return {
    delays,
    now: () => 0,
    after(delayMs, callback) {
      delays.push(delayMs);
      during(callback);
      return () => undefined;
    },
  };
}

test('[S13] a model server that starts in the moment after a refused connection gets the request', async () => {
  const { request, open } = await closedPlace();
  const timers = notedTimers(open);
  const response = await createUpstreamClient({ timers }).post(request, new AbortController().signal);
  response.close();
  expect([response.status, timers.delays]).toEqual([200, [250]]);
});

test('[S13] a connection that is refused twice is not tried a third time', async () => {
  const { request } = await closedPlace();
  const timers = notedTimers((done) => done());
  const answer = createUpstreamClient({ timers }).post(request, new AbortController().signal);
  await expect(answer).rejects.toMatchObject({ body: { code: 'unreachable' } });
  expect(timers.delays).toEqual([250]);
});
