import { describe, expect, test } from 'vitest';
import { delta, END, follow, lose, PART, START, until } from './followed.ts';

describe('a stream that is not in order', () => {
  test('[T7] events that were had before are dropped', async () => {
    const reply = await lose();
    reply.clock.advance(500);
    const second = await reply.server.request(2);
    second.stream();
    second.send(START, PART, delta(3, 'Hel'), delta(4, 'lo'), END);
    second.end();
    await reply.settled;
    expect(reply.seqs).toEqual([1, 2, 3, 4, 5]);
  });

  test('[T7] a gap is read again from the last applied event', async () => {
    const reply = follow();
    const first = await reply.server.request(1);
    first.stream();
    first.send(START, delta(3, 'b'), PART, END);
    await until(() => reply.links.includes('lost'));
    expect(first.state).toBe('aborted');
    expect(reply.seqs).toEqual([1]);
    reply.clock.advance(500);
    const second = await reply.server.request(2);
    expect(second.headers['last-event-id']).toBe('1');
    second.stream();
    second.send(PART, { ...delta(4, 'ab'), from: 3 }, END);
    second.end();
    await reply.settled;
    expect(reply.seqs).toEqual([1, 2, 4, 5]);
  });

  test('[T7] a final event behind a gap waits until what is missing has been read', async () => {
    const reply = follow();
    const first = await reply.server.request(1);
    first.stream();
    first.send(START, END);
    await until(() => reply.links.includes('lost'));
    expect(reply.seqs).toEqual([1]);
    reply.abort();
    await reply.settled;
  });

  test('[T14] an event that cannot be read breaks the link; three in a row end the reply', async () => {
    const reply = follow();
    for (let tries = 1; tries <= 3; tries += 1) {
      const request = await reply.server.request(tries);
      request.stream();
      request.send('id: 1\nevent: reply-start\ndata: {"mod\n\n');
      if (tries < 3) {
        await until(() => reply.links.length === tries * 2);
        reply.clock.advance(10_000);
      }
    }
    await reply.settled;
    expect(reply.outcome).toMatchObject({ code: 'protocol' });
    expect(reply.server.open).toBe(0);
  });

  test('[T14] a line that does not end is cut off at a mebibyte', async () => {
    const reply = follow();
    const request = await reply.server.request(1);
    request.stream();
    request.send('id: 1\nevent: reply-start\ndata: ');
    const piece = 'x'.repeat(64 * 1024);
    for (let sent = 0; sent < 20; sent += 1) if (request.state === 'streaming') request.send(piece);
    await until(() => request.state === 'aborted');
    expect(reply.events).toEqual([]);
    reply.abort();
    await reply.settled;
  });

  test('[T14] a server that ends every connection without a message is not a reply', async () => {
    const reply = follow();
    for (let tries = 1; tries <= 3; tries += 1) {
      const request = await reply.server.request(tries);
      request.stream();
      request.send('<html>\n\n');
      request.end();
      if (tries < 3) {
        await until(() => reply.links.length === tries * 2);
        reply.clock.advance(10_000);
      }
    }
    await reply.settled;
    expect(reply.outcome).toMatchObject({ code: 'truncated' });
  });

  test('[T16] a final event of a server that forgot what we hold is delivered', async () => {
    const reply = follow({ after: 40 });
    const request = await reply.server.request(1);
    request.stream();
    request.send({ seq: 12, type: 'reply-interrupt', reason: 'server-lost' });
    request.end();
    await reply.settled;
    expect(reply.seqs).toEqual([12]);
  });

  test('[T16] a log that ends where we stand is read once more from its start for the final event', async () => {
    const reply = follow({ after: 2 });
    (await reply.server.request(1)).answer(204);
    const second = await reply.server.request(2);
    expect(second.headers['last-event-id']).toBe('0');
    second.stream();
    second.send(START, { seq: 2, type: 'reply-interrupt', reason: 'server-lost' });
    second.end();
    await reply.settled;
    expect(reply.outcome).toBe('resolved');
    expect(reply.events).toEqual([{ seq: 2, type: 'reply-interrupt', reason: 'server-lost' }]);
  });

  test('[T16] a log without a final event anywhere is an error, not a loop', async () => {
    const reply = follow({ after: 2 });
    (await reply.server.request(1)).answer(204);
    (await reply.server.request(2)).answer(204);
    await reply.settled;
    expect(reply.outcome).toMatchObject({ code: 'protocol' });
  });
});
