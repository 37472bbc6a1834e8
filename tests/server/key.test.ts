import { expect, test } from 'vitest';
import { Redactor } from '../../server/Redactor.ts';
import { chunk, startRawUpstream, startStream, type RawRequest } from './rawUpstream.ts';
import { createTestApp, freshId, readStream, replyRequest, stubUpstream } from './testApp.ts';

const marker = 'sk-marker-7f3a9c51';

test.each<[string, (request: RawRequest) => void]>([
  [
    'in the body of a 401',
    ({ response }) =>
      response.writeHead(401, { 'x-key': marker }).end(`{"error":{"message":"bad key ${marker}, ${marker}"}}`),
  ],
  ['in the page of a 500', ({ response }) => response.writeHead(500).end(`<pre>Authorization: Bearer ${marker}</pre>`)],
  [
    'in an error in the middle of a stream',
    ({ response }) => startStream(response, chunk('x'), `data: {"error":{"message":"key ${marker} ran out"}}\n\n`),
  ],
  [
    'in the text of the reply',
    ({ response }) => startStream(response, chunk(`You sent ${marker}.`), 'data: [DONE]\n\n'),
  ],
  [
    'in the name of a tool',
    ({ response }) =>
      startStream(
        response,
        `data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"${marker}","function":{"name":"${marker}","arguments":""}}]}}]}\n\n`,
        'data: [DONE]\n\n',
      ),
  ],
  ['in its headers', ({ response }) => response.writeHead(200, { 'content-type': `text/${marker}` }).end()],
])('[S14] a key that the model server echoes %s reaches no client and no report', async (_name, serve) => {
  const upstream = await startRawUpstream(serve);
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: upstream.baseUrl, key: marker }) });
  const response = await app.post('/api/replies', replyRequest(freshId()));
  const seen = JSON.stringify([await readStream(response).rest(), [...response.headers], app.reports]);
  expect(seen).not.toContain(marker);
  expect(seen).not.toContain('7f3a9c51');
  expect(upstream.requests[0]?.headers.authorization).toBe(`Bearer ${marker}`);
});

test.each([
  [marker, 'Stub did not accept the key. Check STUB_KEY and retry.'],
  ['', 'Stub asks for a key and none is set. Set STUB_KEY and retry.'],
])('[S14] a refused key names the setting to mend (key: %j)', async (key, message) => {
  const upstream = await startRawUpstream(({ response }) => response.writeHead(401).end('{}'));
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: upstream.baseUrl, key }) });
  const events = await readStream(await app.post('/api/replies', replyRequest(freshId()))).rest();
  expect(events.at(-1)).toMatchObject({ type: 'reply-error', error: { code: 'unauthorized', message } });
});

test('[S14] a placeholder key that is a word stays a word in the text of a reply', () => {
  const redactor = new Redactor('ollama');
  const delta = { type: 'part-delta', index: 0, delta: 'ollama runs models' } as const;
  expect(redactor.event(delta)).toBe(delta);
  expect(redactor.text('ollama refused ollama')).toBe('[key] refused [key]');
  expect(new Redactor('').text('nothing to take out')).toBe('nothing to take out');
});
