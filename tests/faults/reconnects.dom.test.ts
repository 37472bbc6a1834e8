import { expect, test } from 'vitest';
import { delta, follow, PART, START, until } from '../transport/followed.ts';

/** How many connections a minute may see at most, whatever a server says. */
const MOST_PER_MINUTE = 15;

/** The longest wait between two connections, in milliseconds; what is longer is the alarm of one that stands. */
const LONGEST_WAIT_MS = 10_000;

test.each(['retry: 0\n', 'retry: 99999999999\n'])(
  '[F3] a server that says %j and breaks every connection is asked once, and then at the page’s own pace',
  async (hint) => {
    const reply = follow();
    const first = await reply.server.request(1);
    first.stream();
    first.send(hint, START, PART, delta(3, 'a'));
    await reply.heard(3);
    first.drop();
    for (let passedMs = 0; passedMs < 60_000;) {
      await until(() => (reply.clock.nextInMs ?? Infinity) <= LONGEST_WAIT_MS);
      const count = reply.server.requests.length;
      const waitMs = reply.clock.nextInMs ?? 0;
      reply.clock.advance(waitMs);
      passedMs += waitMs;
      const next = await reply.server.request(count + 1);
      next.drop();
    }
    const lines = reply.server.requests.map(({ line }) => line.split(' ')[0]);
    expect(lines.filter((method) => method === 'POST')).toHaveLength(1);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.length).toBeLessThanOrEqual(MOST_PER_MINUTE);
    reply.abort();
  },
);
