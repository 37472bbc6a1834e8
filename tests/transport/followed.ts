import { vi } from 'vitest';
import { ReplyError, type ReplyErrorBody } from '../../protocol/errors.ts';
import type { ReplyEvent } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import { createHttpTransport } from '../../src/transport/httpTransport.ts';
import { createFakeServer } from './createFakeServer.ts';
import { createManualClock } from './createManualClock.ts';

export const REPLY_ID = 'reply-0001' as ReplyId; // Brands exist for the compiler only.

export const QUESTION: ReplyRequest = {
  replyId: REPLY_ID,
  model: 'built-in/tiny',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
  params: {},
};

/** The events of a short reply. */
export const START: ReplyEvent = { seq: 1, type: 'reply-start', model: 'tiny' };
export const PART: ReplyEvent = { seq: 2, type: 'part-start', index: 0, part: { type: 'text', text: '' } };
export const END: ReplyEvent = { seq: 5, type: 'reply-end', finishReason: 'stop' };
export const delta = (seq: number, text: string): ReplyEvent => ({ seq, type: 'part-delta', index: 0, delta: text });
export const PING = 'event: ping\ndata: {}\n\n';

/** A reply that is being followed, with everything that was heard of it. */
export function follow(options: { after?: number; signal?: AbortSignal; onEvent?: (event: ReplyEvent) => void } = {}) {
  const server = createFakeServer();
  const clock = createManualClock();
  const transport = createHttpTransport({
    fetch: server.fetch,
    clock,
    random: () => 0.5,
    headers: { 'X-Tenant': 'a' },
  });
  const aborter = new AbortController();
  const events: ReplyEvent[] = [];
  const links: ('lost' | 'open')[] = [];
  let outcome: 'running' | 'resolved' | ReplyErrorBody = 'running';
  const settled = transport
    .stream(QUESTION, {
      after: options.after ?? 0,
      signal: options.signal ?? aborter.signal,
      onEvent(event) {
        events.push(event);
        options.onEvent?.(event);
      },
      onLinkLost: () => links.push('lost'),
      onLinkOpen: () => links.push('open'),
    })
    .then(
      () => {
        outcome = 'resolved';
      },
      (error: unknown) => {
        if (!(error instanceof ReplyError)) throw error;
        outcome = error.body;
      },
    );
  return {
    server,
    clock,
    events,
    links,
    settled,
    abort: () => aborter.abort(),
    get outcome() {
      return outcome;
    },
    get seqs() {
      return events.map(({ seq }) => seq);
    },
    /** Waits until the event with this `seq` has been delivered. */
    heard: (seq: number) => until(() => events.some((event) => event.seq === seq)),
  };
}

/** Waits for a fact. */
export async function until(fact: () => boolean): Promise<void> {
  await vi.waitFor(
    () => {
      if (!fact()) throw new Error(`Not yet: ${fact.toString()}`);
    },
    { interval: 1, timeout: 5000 },
  );
}

/** Follows a reply whose connection has stood, brought three events, and broken. */
export async function lose(): Promise<ReturnType<typeof follow>> {
  const reply = follow();
  const first = await reply.server.request(1);
  first.stream();
  first.send(START, PART, delta(3, 'Hel'));
  await reply.heard(3);
  first.drop();
  await until(() => reply.links.includes('lost'));
  return reply;
}
