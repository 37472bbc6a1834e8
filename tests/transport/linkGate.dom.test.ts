import { expect, test } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import { createHttpTransport } from '../../src/transport/httpTransport.ts';
import { createLinkGate, type GatedLink, type LinkArbiter } from '../../src/transport/linkGate.ts';
import { createFakeServer } from './createFakeServer.ts';
import { createManualClock } from './createManualClock.ts';
import { delta, END, PART, PING, QUESTION, START, until } from './followed.ts';

/** A reply that is followed through a gate. */
function followThrough(arbiter?: LinkArbiter, coming?: Promise<unknown>) {
  const server = createFakeServer();
  const gate = createLinkGate();
  if (arbiter) gate.arbitrate(arbiter);
  if (coming) gate.hold(coming);
  const events: ReplyEvent[] = [];
  const losses: string[] = [];
  const aborter = new AbortController();
  const settled = createHttpTransport({ fetch: server.fetch, clock: createManualClock(), gate }).stream(QUESTION, {
    after: 0,
    signal: aborter.signal,
    onEvent: (event) => events.push(event),
    onLinkLost: () => losses.push('lost'),
    onLinkOpen: () => undefined,
  });
  const lines = () => server.requests.map(({ line, headers }) => [line, headers['last-event-id']].join(' ').trim());
  return { server, gate, events, losses, settled, lines, abort: () => aborter.abort() };
}

const inPieces: LinkArbiter = { admit: () => Promise.resolve('piece'), leave: () => undefined };

test('[G1] a reply is read in pieces, the question among them, and a piece that brings nothing loses nothing', async () => {
  const { server, events, losses, settled, lines } = followThrough(inPieces);
  const pieces: ReplyEvent[][] = [[], [START, PART, delta(3, 'a')], [], [delta(4, 'b'), END]];
  for (const [index, piece] of pieces.entries()) {
    const request = await server.request(index + 1);
    request.stream();
    request.send(PING, ...piece);
    request.end();
  }
  await settled;
  expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(lines()).toEqual([
    'POST /api/replies?follow=0',
    'POST /api/replies?follow=0',
    'GET /api/replies/reply-0001/events?follow=0 3',
    'GET /api/replies/reply-0001/events?follow=0 3',
  ]);
  expect(losses).toEqual([]);
});

test('[G1] a piece that breaks off is a lost link like any other', async () => {
  const { server, losses, abort, settled } = followThrough(inPieces);
  const request = await server.request(1);
  request.stream();
  request.send(START, PART);
  await until(() => server.open === 1);
  request.drop();
  await until(() => losses.length === 1);
  abort();
  await settled;
  expect(server.requests).toHaveLength(1);
});

test('[G2] a connection that is given up goes on at once from the last applied event', async () => {
  const { server, gate, events, losses, settled, lines } = followThrough();
  const first = await server.request(1);
  first.stream();
  first.send(START, PART, delta(3, 'a'));
  await until(() => events.length === 3);
  for (const link of gate.links) link.pause();
  const second = await server.request(2);
  expect(first.state).toBe('aborted');
  second.stream();
  second.send(delta(4, 'b'), END);
  second.end();
  await settled;
  expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(lines()).toEqual(['POST /api/replies', 'GET /api/replies/reply-0001/events 3']);
  expect(losses).toEqual([]);
  expect(gate.links.size).toBe(0);
});

test('[G2] a question whose connection is given up before anything came is sent again under the same id', async () => {
  const { server, gate, settled } = followThrough();
  const first = await server.request(1);
  for (const link of gate.links) link.pause();
  const second = await server.request(2);
  expect(second.init.body).toBe(first.init.body);
  second.stream();
  second.send(START, PART, delta(3, 'a'), delta(4, 'b'), END);
  second.end();
  await settled;
  expect(server.requests).toHaveLength(2);
});

test('[G2] a following that ends while it waits to be let through sends nothing', async () => {
  const admitted = Promise.withResolvers<'stream'>();
  const left: GatedLink[] = [];
  const { server, abort, settled } = followThrough({
    admit: () => admitted.promise,
    leave: (link) => left.push(link),
  });
  abort();
  admitted.resolve('stream');
  await settled;
  expect(server.requests).toEqual([]);
  expect(left).toHaveLength(1);
});

test.each(['resolve', 'reject'] as const)(
  '[G2] a connection waits for an arbiter that is coming, until its coming %ss',
  async (how) => {
    const coming = Promise.withResolvers<unknown>();
    const { server, gate, abort, settled } = followThrough(undefined, coming.promise);
    await new Promise((resolve) => setTimeout(resolve));
    expect(server.requests).toEqual([]);
    if (how === 'resolve') gate.arbitrate(inPieces);
    coming[how](new Error('The server is gone.'));
    const { line } = await server.request(1);
    expect(line).toBe(how === 'resolve' ? 'POST /api/replies?follow=0' : 'POST /api/replies');
    abort();
    await settled;
  },
);
