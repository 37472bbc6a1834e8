import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Part } from '../../../protocol/parts.ts';
import type { GenerationParams, RequestMessage, Role } from '../../../protocol/requests.ts';
import { openaiChat } from '../../../providers/openaiChat.ts';

const KEY = 'marker-key-0123456789';

function body(messages: readonly RequestMessage[], params: GenerationParams = {}): Record<string, unknown> {
  const { body: json } = openaiChat.buildRequest({ model: 'org/some-model', messages, params }, KEY);
  return JSON.parse(json) as Record<string, unknown>; // Made by the line above.
}

function sent(...messages: readonly (readonly [Role, ...Part[]])[]): unknown {
  return body(messages.map(([role, ...parts]) => ({ role, parts })))['messages'];
}

const text = (words: string): Part => ({ type: 'text', text: words });
const image: Part = { type: 'image', url: 'https://example.com/a.png', alt: 'a' };

test('[V1] a reply is asked for as a stream that reports its usage', () => {
  const messages: RequestMessage[] = [{ role: 'user', parts: [text('Hi')] }];
  const request = openaiChat.buildRequest({ model: 'org/some-model', messages, params: {} }, '');
  expect(request.path).toBe('/chat/completions');
  expect(request.headers).toMatchObject({ 'content-type': 'application/json', accept: 'text/event-stream' });
  expect(JSON.parse(request.body)).toEqual({
    model: 'org/some-model',
    messages: [{ role: 'user', content: 'Hi' }],
    stream: true,
    stream_options: { include_usage: true },
  });
});

test('[V1] a temperature and a limit are sent when they are given, the limit under the name that every server knows', () => {
  const messages: RequestMessage[] = [{ role: 'user', parts: [text('Hi')] }];
  expect(body(messages, { temperature: 0, maxOutputTokens: 5 })).toMatchObject({ temperature: 0, max_tokens: 5 });
  expect(body(messages, { maxOutputTokens: 5 })).not.toHaveProperty('max_completion_tokens');
});

test('[V2] text travels as a plain string', () => {
  expect(
    sent(['system', text('Be kind.')], ['user', text('a'), text('b')], ['assistant', text('c')], ['user', text('d')]),
  ).toEqual([
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'ab' },
    { role: 'assistant', content: 'c' },
    { role: 'user', content: 'd' },
  ]);
});

test('[V2] reasoning, notices, tool calls and sources never travel, nor messages that hold nothing else', () => {
  const others: Part[] = [
    { type: 'reasoning', text: 'r' },
    { type: 'notice', text: 'n' },
    { type: 'tool-call', toolCallId: 't', name: 'f', argumentsText: '{}' },
    { type: 'source', url: 'https://example.com', title: 's' },
  ];
  expect(
    sent(['user', text('a')], ['assistant', ...others], ['system', text('')], ['assistant', ...others, text('b')]),
  ).toEqual([
    { role: 'user', content: 'a' },
    { role: 'assistant', content: 'b' },
  ]);
});

test('[V2] a question may show images, in its order; an answer may not', () => {
  const shown = { type: 'image_url', image_url: { url: image.url } };
  expect(sent(['user', text('a'), image, text('b')], ['assistant', text('c'), image], ['user', image])).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'a' }, shown, { type: 'text', text: 'b' }] },
    { role: 'assistant', content: 'c' },
    { role: 'user', content: [shown] },
  ]);
});

test('[V2] questions side by side become one, since many templates insist on taking turns', () => {
  expect(
    sent(
      ['user', text('a')],
      ['assistant', { type: 'reasoning', text: 'r' }],
      ['user', text('b')],
      ['user', text('c')],
    ),
  ).toEqual([{ role: 'user', content: 'a\n\nb\n\nc' }]);
  expect(sent(['user', text('a')], ['user', image])).toEqual([
    {
      role: 'user',
      content: [
        { type: 'text', text: 'a' },
        { type: 'image_url', image_url: { url: image.url } },
      ],
    },
  ]);
});

test('[V2] any text survives the way', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (words) => {
      expect(sent(['user', text(words)])).toEqual([{ role: 'user', content: words }]);
    }),
  );
});

test('[V3] the key stands in the authorization header and nowhere else', () => {
  const request = openaiChat.buildRequest(
    { model: 'm', messages: [{ role: 'user', parts: [text('Hi')] }], params: {} },
    KEY,
  );
  const { authorization, ...headers } = request.headers;
  expect(authorization).toBe(`Bearer ${KEY}`);
  expect(JSON.stringify({ ...request, headers })).not.toContain(KEY);
  expect(openaiChat.buildModelsRequest(KEY)).toEqual({
    path: '/models',
    headers: { accept: 'application/json', authorization: `Bearer ${KEY}` },
  });
});

test('[V3] without a key there is no such header', () => {
  expect(openaiChat.buildRequest({ model: 'm', messages: [], params: {} }, '').headers).not.toHaveProperty(
    'authorization',
  );
  expect(openaiChat.buildModelsRequest('').headers).not.toHaveProperty('authorization');
});
