import { createParser } from 'eventsource-parser';
import { expect, test } from 'vitest';
import { decodeReplyEvent } from '../../protocol/sse.ts';
import type { ReplyEvent } from '../../protocol/events.ts';
import { chunk, finish, startRawUpstream, startStream } from './rawUpstream.ts';
import { startProcess } from './rivuletProcess.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';
import { freshId, replyRequest, textOf } from './testApp.ts';

/** Every complete event of a response, until it ends or breaks; `onEvent` sees each as it comes. */
async function eventsOf(response: Response, onEvent: (event: ReplyEvent) => void = () => undefined) {
  const events: ReplyEvent[] = [];
  const parser = createParser({
    onEvent({ id = '', event = '', data }) {
      const decoded = decodeReplyEvent({ id, event, data });
      if (decoded.kind !== 'event') return;
      events.push(decoded.event);
      onEvent(decoded.event);
    },
  });
  try {
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) parser.feed(text);
  } catch {
    // The server was killed.
  }
  return events;
}

function post(link: string, body: unknown): Promise<Response> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return fetch(new URL('/api/replies', link), init);
}

test('[L19] [L21] a server that is killed in mid-stream has after its restart what it had written, interrupted, and never asks the model again', async () => {
  const upstream = await startRawUpstream(({ response }) => {
    startStream(response);
    let sent = 0;
    const timer = setInterval(() => response.write(chunk(`<${(sent += 1)}>`)), 5);
    response.on('close', () => clearInterval(timer));
  });
  const directory = await temporaryDirectory();
  const variables = { OPENAI_BASE_URL: upstream.baseUrl };
  const first = await startProcess(variables, { directory });
  const id = freshId();
  const request = { ...replyRequest(id), model: 'openai/any' };
  const seen: { readonly seq: number; readonly atMs: number }[] = [];
  let killedAtMs = Infinity;
  const before = await eventsOf(await post(first.link, request), ({ seq }) => {
    seen.push({ seq, atMs: performance.now() });
    if (seen.length === 60) {
      killedAtMs = performance.now();
      first.kill('SIGKILL');
    }
  });
  await first.end;

  const second = await startProcess(variables, { directory });
  const after = await eventsOf(await post(second.link, request));
  expect(upstream.requests).toHaveLength(1);
  expect(after.at(-1)).toMatchObject({ type: 'reply-interrupt', reason: 'server-lost' });
  // 50 ms is the promise; the rest is what the two processes may be late by on a busy machine.
  const promised = seen.filter(({ atMs }) => atMs <= killedAtMs - 250).at(-1)?.seq ?? 0;
  expect(promised).toBeGreaterThan(1);
  expect(after.at(-2)?.seq).toBeGreaterThanOrEqual(promised);
  const shorter = Math.min(textOf(before).length, textOf(after).length);
  expect(textOf(after).slice(0, shorter)).toBe(textOf(before).slice(0, shorter));
  expect(await (await fetch(new URL('/healthz', second.link))).text()).toContain('ok');
  second.kill('SIGTERM');
  expect(await second.end).toMatchObject({ code: 0, errors: '' });
});

test('[L18] a reply that was done before its server was killed is whole after the restart', async () => {
  const upstream = await startRawUpstream(({ response }) => {
    startStream(response, chunk('all '), chunk('of it'), finish);
    response.end();
  });
  const directory = await temporaryDirectory();
  const variables = { OPENAI_BASE_URL: upstream.baseUrl };
  const first = await startProcess(variables, { directory });
  const request = { ...replyRequest(freshId()), model: 'openai/any' };
  await eventsOf(await post(first.link, request));
  first.kill('SIGKILL');
  await first.end;
  const second = await startProcess(variables, { directory });
  const after = await eventsOf(await post(second.link, request));
  expect(textOf(after)).toBe('all of it');
  expect(after.at(-1)?.type).toBe('reply-end');
  expect(upstream.requests).toHaveLength(1);
});
