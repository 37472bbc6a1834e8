import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SseInbox } from '../../server/SseInbox.ts';

interface ConformanceCase {
  readonly name: string;
  readonly base64: string;
  readonly events: readonly { readonly type: string; readonly data: string }[];
}

const file = new URL('../protocol/fixtures/sse-conformance.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: ConformanceCase[] };

test.each(cases)('[S11] framing: $name', ({ base64, events }) => {
  const bytes = Buffer.from(base64, 'base64');
  for (const size of [bytes.length, 1, 2, 7]) {
    const inbox = new SseInbox();
    const messages = [];
    for (let at = 0; at < bytes.length; at += size) messages.push(...inbox.feed(bytes.subarray(at, at + size)));
    expect(messages.map(({ event, data }) => ({ type: event || 'message', data }))).toEqual(
      events.map(({ type, data }) => ({ type, data })),
    );
  }
});
