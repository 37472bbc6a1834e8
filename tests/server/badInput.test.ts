import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { MAX_BODY_BYTES } from '../../protocol/limits.ts';
import { readEnvironment } from '../../server/config/readEnvironment.ts';
import { startRivulet } from '../../server/startRivulet.ts';
import { builtPage } from './builtPage.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';
import { freshId } from './testApp.ts';

/** A whole server, as `npm start` starts it, and its address. */
async function start(): Promise<string> {
  const environment = readEnvironment({ PORT: '0', RIVULET_DISCOVERY: 'off' }, await temporaryDirectory());
  const rivulet = await startRivulet(environment, await builtPage());
  onTestFinished(() => rivulet.close());
  return `http://127.0.0.1:${rivulet.port}`;
}

function question(model = 'built-in/showcase', words = '10000 tokens/s, 5 tokens'): string {
  const messages = [{ role: 'user', parts: [{ type: 'text', text: words }] }];
  return JSON.stringify({ replyId: freshId(), model, messages, params: {} });
}

interface BadRequest {
  readonly method?: string;
  readonly path?: string;
  readonly type?: string;
  readonly body?: string;
}

const oneByteTooMany = question().padEnd(MAX_BODY_BYTES + 1, ' ');

test.each<[name: string, request: BadRequest, status: number, error: { code: string; message: unknown }]>([
  ['no JSON', { body: '{"replyId":' }, 400, { code: 'bad-request', message: 'The body is not JSON.' }],
  ['another JSON', { body: '[1]' }, 400, { code: 'bad-request', message: 'The body must be a JSON object.' }],
  ['bytes that are no text', { body: '\u0000\ufffd' }, 400, { code: 'bad-request', message: 'The body is not JSON.' }],
  [
    'an unknown model',
    { body: question('nobody/knows') },
    404,
    { code: 'unknown-model', message: expect.stringMatching(/Choose another one\.$/) },
  ],
  [
    'a body of 16 MiB and one byte',
    { body: oneByteTooMany },
    413,
    { code: 'too-large', message: expect.stringMatching(/16 MiB.*shorten the message\.$/) },
  ],
  ['a wrong method', { method: 'PUT' }, 405, { code: 'bad-request', message: 'Only POST works here.' }],
  [
    'a wrong content type',
    { type: 'text/plain' },
    415,
    { code: 'bad-request', message: 'The content type must be application/json.' },
  ],
  [
    'a wrong address',
    { path: '/api/repiles' },
    404,
    { code: 'not-found', message: 'There is nothing at this address.' },
  ],
])(
  '[S1] [S4] over the wire %s is an error in words, and the next question is answered',
  async (_name, bad, status, error) => {
    const origin = await start();
    const { method = 'POST', path = '/api/replies', type = 'application/json', body = question() } = bad;
    const response = await fetch(origin + path, { method, headers: { 'content-type': type }, body });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error });
    await expectAnswer(origin);
  },
);

test('[S4] over the wire a body of exactly 16 MiB is read', async () => {
  const origin = await start();
  const response = await ask(origin, question().padEnd(MAX_BODY_BYTES, ' '));
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('event: reply-end');
});

test.each([
  ['no HTTP', 'Hello?\r\n\r\n'],
  ['a header that never ends', `GET / HTTP/1.1\r\nx: ${'x'.repeat(100_000)}`],
  [
    'a body that is shorter than it says',
    'POST /api/replies HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 9\r\n\r\n{}',
  ],
])('[S18] %s on a connection harms only that connection', async (_name, bytes) => {
  const origin = await start();
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.on('error', () => undefined); // It may be reset while it still writes.
  socket.resume().end(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  await expectAnswer(origin);
});

function ask(origin: string, body: string): Promise<Response> {
  return fetch(`${origin}/api/replies`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

async function expectAnswer(origin: string): Promise<void> {
  const response = await ask(origin, question());
  expect(await response.text()).toContain('event: reply-end');
}
