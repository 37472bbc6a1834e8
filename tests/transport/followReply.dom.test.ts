import { describe, expect, test, vi } from 'vitest';
import { delta, END, follow, lose, PART, PING, QUESTION, START, until } from './followed.ts';

/** Waits until the reply waits for its next try; while a connection is open, the alarm for silence is 30 seconds away. */
async function pausing(reply: ReturnType<typeof follow>): Promise<void> {
  await until(() => (reply.clock.nextInMs ?? Infinity) <= 10_000);
}

describe('a refusal', () => {
  test('[T4] the error object of the server is the error', async () => {
    const reply = follow();
    const request = await reply.server.request(1);
    request.answer(401, JSON.stringify({ error: { code: 'unauthorized', message: 'Check OPENAI_API_KEY.' } }));
    await reply.settled;
    expect(reply.outcome).toEqual({ code: 'unauthorized', message: 'Check OPENAI_API_KEY.' });
  });

  test('[T4] a page of HTML is never shown, whatever its status', async () => {
    for (const status of [200, 403, 502]) {
      const reply = follow();
      const request = await reply.server.request(1);
      request.answer(status, '<h1>Sign in</h1>', { 'content-type': 'text/html' });
      await reply.settled;
      expect(reply.outcome).toMatchObject({ message: expect.not.stringContaining('<') as string });
    }
  });

  test('[T4] a status that is an error is one, also when it says that it is an event stream', async () => {
    const reply = follow();
    const request = await reply.server.request(1);
    request.stream({ 'content-type': 'text/event-stream' }, 500);
    request.send(START, END);
    request.end();
    await reply.settled;
    expect(reply.events).toEqual([]);
    expect(reply.outcome).toMatchObject({ code: 'unavailable' });
  });

  test('[T4] an endless refusal is read no further than 64 KiB', async () => {
    const reply = follow();
    const request = await reply.server.request(1);
    request.stream({ 'content-type': 'application/json' }, 400);
    request.send('x'.repeat(70_000));
    await reply.settled;
    expect(reply.outcome).toMatchObject({ code: 'bad-request' });
    expect(reply.server.open).toBe(0);
  });

  test('[T4] a Retry-After in seconds or as a date says how long to wait', async () => {
    const reply = follow();
    (await reply.server.request(1)).answer(429, '', { 'retry-after': '7' });
    await reply.settled;
    expect(reply.outcome).toMatchObject({ code: 'busy', retryAfterMs: 7000 });
    const other = follow();
    const date = new Date(other.clock.nowMs() + 5000).toUTCString();
    (await other.server.request(1)).answer(503, '', { 'retry-after': date });
    await other.settled;
    expect(other.outcome).toMatchObject({ code: 'unavailable', retryAfterMs: 5000 });
  });

  test.each([400, 401, 404, 409, 410, 413, 422, 429, 500, 503])(
    '[T5] the first answer to a question is final: status %i is not asked again',
    async (status) => {
      const reply = follow();
      (await reply.server.request(1)).answer(status);
      await reply.settled;
      expect(reply.outcome).not.toBe('resolved');
      expect(reply.server.requests).toHaveLength(1);
      expect(reply.clock.waiting).toBe(0);
    },
  );
});

describe('a lost connection', () => {
  test('[T6] before the first event the same question is sent again under the same id, never another', async () => {
    const reply = follow();
    const first = await reply.server.request(1);
    first.stream();
    first.send(PING);
    await until(() => reply.links.includes('open'));
    first.drop();
    await until(() => reply.links.includes('lost'));
    reply.clock.advance(500);
    const second = await reply.server.request(2);
    expect(second.line).toBe('POST /api/replies');
    expect(second.body).toEqual(QUESTION);
    second.stream();
    second.send(START, { ...END, seq: 2 });
    second.end();
    await reply.settled;
    expect(reply.seqs).toEqual([1, 2]);
  });

  test.each([{}, { 'content-type': 'text/event' }])(
    '[T22] header fields that end early, %o, are a lost connection',
    async (headers) => {
      const reply = follow();
      (await reply.server.request(1)).answer(200, undefined, headers);
      await pausing(reply);
      reply.clock.advance(500);
      const second = await reply.server.request(2);
      expect(second.body).toEqual(QUESTION);
      second.stream();
      second.send(START, { ...END, seq: 2 });
      second.end();
      await reply.settled;
      expect(reply.seqs).toEqual([1, 2]);
    },
  );

  test('[T6] after an event the reply is only read, from the last event that was applied', async () => {
    const reply = await lose();
    reply.clock.advance(500);
    const second = await reply.server.request(2);
    expect(second.line).toBe('GET /api/replies/reply-0001/events');
    expect(second.headers).toMatchObject({ 'last-event-id': '3', 'x-tenant': 'a' });
    expect(second.body).toBeUndefined();
    reply.abort();
    await reply.settled;
  });

  test('[T6] an event that was cut in the middle is read again', async () => {
    const reply = follow();
    const first = await reply.server.request(1);
    first.stream();
    first.send(START, 'id: 2\nevent: part-start\ndata: {"index":0,');
    await reply.heard(1);
    first.drop();
    await until(() => reply.links.includes('lost'));
    reply.clock.advance(500);
    expect((await reply.server.request(2)).headers['last-event-id']).toBe('1');
    reply.abort();
    await reply.settled;
  });

  test('[T6] a reply that was seen before the page was loaded is only read', async () => {
    const reply = follow({ after: 4 });
    const request = await reply.server.request(1);
    expect(request.line).toBe('GET /api/replies/reply-0001/events');
    expect(request.headers['last-event-id']).toBe('4');
    request.stream();
    request.send(END);
    request.end();
    await reply.settled;
    expect(reply.seqs).toEqual([5]);
  });

  test('[T10] waits grow from half a second to ten and begin anew after an event', async () => {
    const reply = await lose();
    const waits: (number | undefined)[] = [];
    for (let tries = 2; tries <= 8; tries += 1) {
      await pausing(reply);
      waits.push(reply.clock.nextInMs);
      reply.clock.advance(10_000);
      (await reply.server.request(tries)).drop();
    }
    // `random` is 0.5 here: three quarters of the longest.
    expect(waits).toEqual([375, 750, 1500, 3000, 6000, 7500, 7500]);
    await pausing(reply);
    reply.clock.advance(10_000);
    const request = await reply.server.request(9);
    request.stream();
    request.send(delta(4, 'lo'));
    await reply.heard(4);
    request.drop();
    await until(() => reply.clock.nextInMs === 375);
    reply.abort();
    await reply.settled;
  });

  test.each([
    ['online', window],
    ['pageshow', window],
    ['visibilitychange', document],
  ])('[T10] a page that gets `%s` connects again at once, and once', async (name, target) => {
    const reply = await lose();
    await pausing(reply);
    for (let times = 0; times < 3; times += 1) target.dispatchEvent(new Event(name));
    await reply.server.request(2);
    expect(reply.server.requests).toHaveLength(2);
    reply.abort();
    await reply.settled;
  });

  test('[T10] a server that names a time is given it, also when the page is shown', async () => {
    const reply = await lose();
    reply.clock.advance(500);
    (await reply.server.request(2)).answer(503, '', { 'retry-after': '20' });
    await until(() => reply.clock.nextInMs === 20_000);
    window.dispatchEvent(new Event('online'));
    expect(reply.clock.nextInMs).toBe(20_000);
    reply.clock.advance(20_000);
    await reply.server.request(3);
    reply.abort();
    await reply.settled;
  });

  test('[T11] a server that was never reached is tried three times', async () => {
    const reply = follow();
    for (let tries = 1; tries <= 3; tries += 1) {
      const request = await reply.server.request(tries);
      expect(request.line).toBe('POST /api/replies');
      request.drop();
      if (tries < 3) {
        await pausing(reply);
        reply.clock.advance(10_000);
      }
    }
    await reply.settled;
    expect(reply.outcome).toMatchObject({ code: 'offline' });
    expect(reply.links).toEqual([]);
    expect(reply.server.requests).toHaveLength(3);
  });

  test('[T21] in a browser without any connection a question waits, however long, and is sent once when there is one', async () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const reply = follow();
    for (let tries = 1; tries <= 9; tries += 1) {
      (await reply.server.request(tries)).drop();
      await until(() => reply.clock.nextInMs === 10_000);
      if (tries < 9) reply.clock.advance(10_000);
    }
    expect(reply.outcome).toBe('running');
    expect(reply.links).toEqual([]);
    onLine.mockReturnValue(true);
    window.dispatchEvent(new Event('online'));
    const request = await reply.server.request(10);
    expect(request.line).toBe('POST /api/replies');
    request.stream();
    request.send(START, PART, delta(3, 'Hel'), delta(4, 'lo'), END);
    request.end();
    await reply.settled;
    expect(reply.outcome).toBe('resolved');
    expect(reply.server.requests).toHaveLength(10);
  });

  test('[T21] a server that cannot be reached when the connection is back is tried three times', async () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const reply = follow();
    (await reply.server.request(1)).drop();
    await pausing(reply);
    onLine.mockReturnValue(true);
    for (let tries = 2; tries <= 4; tries += 1) {
      reply.clock.advance(10_000);
      (await reply.server.request(tries)).drop();
      if (tries < 4) await pausing(reply);
    }
    await reply.settled;
    expect(reply.outcome).toMatchObject({ code: 'offline' });
  });

  test.each([0, 4])(
    '[T11] a reply that is known to be under way (after %i) is tried for as long as the page lives',
    async (after) => {
      const reply = after === 0 ? await lose() : follow({ after });
      const already = after === 0 ? 1 : 0;
      if (already > 0) reply.clock.advance(10_000);
      for (let tries = 1; tries <= 20; tries += 1) {
        const request = await reply.server.request(already + tries);
        if (tries % 2 === 0) request.drop();
        else request.answer(502, '<html>', { 'content-type': 'text/html' });
        await pausing(reply);
        reply.clock.advance(10_000);
      }
      expect(reply.outcome).toBe('running');
      expect(reply.links.filter((link) => link === 'lost')).toHaveLength(1);
      reply.abort();
      await reply.settled;
    },
  );

  test.each([
    [404, 'not-found'],
    [410, 'expired'],
    [401, 'unauthorized'],
  ])('[T12] a reply that the server answers with %i cannot be had any more', async (status, code) => {
    const reply = await lose();
    reply.clock.advance(500);
    (await reply.server.request(2)).answer(status);
    await reply.settled;
    expect(reply.outcome).toMatchObject({ code });
    expect(reply.server.requests).toHaveLength(2);
  });
});
