import { expect, test } from 'vitest';
import { chunk, finish, startRawUpstream, startStream } from '../server/rawUpstream.ts';
import { createTestApp, freshId, readStream, replyRequest, stubUpstream, textOf } from '../server/testApp.ts';

const PAUSE_MS = 5000;

test('[F4] a model that sends a byte every five seconds is waited for, for longer than any silence may last', async () => {
  const bytes = Buffer.from(chunk('slow') + finish);
  const upstream = await startRawUpstream(({ response }) => startStream(response));
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: upstream.baseUrl }) });
  const stream = readStream(await app.post('/api/replies', replyRequest(freshId())));
  const { response } = await upstream.received();
  for (const byte of bytes) {
    await new Promise((resolve) => response.write(Buffer.from([byte]), resolve));
    await app.timers.advance(PAUSE_MS);
  }
  response.end();
  const events = await stream.rest();
  expect(textOf(events)).toBe('slow');
  expect(events.at(-1)?.type).toBe('reply-end');
});
