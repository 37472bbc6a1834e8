import { expect, test, vi } from 'vitest';
import { streamReply } from '../../examples/fetch-only/streamReply.js';
import type { ReplyEventBody } from '../../protocol/events.ts';
import { parseReplyRequest } from '../../protocol/requests.ts';
import { encodeReplyEvent, EVENT_STREAM_HEADERS, PING_FRAME } from '../../protocol/sse.ts';
import { bodyOf, piecesOf } from './bodyOf.ts';

const written: readonly ReplyEventBody[] = [
  { type: 'reply-start', model: 'm' },
  { type: 'part-start', index: 0, part: { type: 'reasoning', text: 'Hmm' } },
  { type: 'part-delta', index: 0, delta: ', well.' },
  { type: 'part-start', index: 1, part: { type: 'text', text: 'Grüße' } },
  { type: 'part-delta', index: 1, delta: ' 小溪' },
  { type: 'part-delta', index: 1, delta: ' 🌊' },
];

test.each(['\n', '\r\n', '\r'])('[E2] a reply in chunks of one byte is whole, lines ended by %j', async (lineEnd) => {
  const stream = PING_FRAME + streamOf(...written, { type: 'reply-end', finishReason: 'stop' });
  answerWith(stream.replaceAll('\n', lineEnd));
  expect(await ask()).toEqual({ text: 'Grüße 小溪 🌊', end: 'reply-end' });
});

test('[E3] what follows the final event is not read', async () => {
  answerWith(`${streamOf(...written, { type: 'reply-stop' })}event: part-delta\ndata: broken\n\n`);
  expect(await ask()).toEqual({ text: 'Grüße 小溪 🌊', end: 'reply-stop' });
});

test('[E3] a connection that ends without a final event is a failure', async () => {
  answerWith(streamOf(...written));
  await expect(ask()).rejects.toThrow('The connection ended before the reply did.');
});

test('[E3] an error that the server reports is a failure in its words', async () => {
  answerWith(streamOf(...written, { type: 'reply-error', error: { code: 'overloaded', message: 'Too busy.' } }));
  await expect(ask()).rejects.toThrow('Too busy.');
});

test.each([
  ['a refusal', new Response('{}', { status: 503, headers: EVENT_STREAM_HEADERS })],
  ['a page', new Response('<p>Please log in', { headers: { 'content-type': 'text/html' } })],
])('[E3] %s instead of a stream is a failure', async (_case, response) => {
  vi.stubGlobal('fetch', () => Promise.resolve(response));
  await expect(ask()).rejects.toThrow(`No reply, but status ${response.status}.`);
});

test('the question is one that Rivulet takes', async () => {
  const sent = vi.fn<typeof fetch>(() => Promise.resolve(new Response()));
  vi.stubGlobal('fetch', sent);
  await expect(ask()).rejects.toThrow('No reply, but status 200.');
  expect(sent.mock.calls[0]?.[0]).toBe('/api/replies');
  const body: unknown = await new Response(sent.mock.calls[0]?.[1]?.body ?? null).json();
  expect(parseReplyRequest(body)).toMatchObject({ ok: true });
});

function streamOf(...events: readonly ReplyEventBody[]): string {
  return events.map((event, index) => encodeReplyEvent({ ...event, seq: index + 1 })).join('');
}

function answerWith(stream: string): void {
  const response = new Response(bodyOf(piecesOf(stream, [])), { headers: EVENT_STREAM_HEADERS });
  vi.stubGlobal('fetch', () => Promise.resolve(response));
}

async function ask(): Promise<{ text: string; end: string }> {
  let text = '';
  const end = await streamReply('Hi', {
    signal: new AbortController().signal,
    onText: (piece) => {
      text += piece;
    },
  });
  return { text, end };
}
