import { readFileSync } from 'node:fs';
import { createParser } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import { cutAt } from './readFrames.ts';

interface ConformanceCase {
  readonly name: string;
  readonly source: string;
  /** The bytes of the stream. */
  readonly base64: string;
  readonly events: readonly { readonly type: string; readonly data: string; readonly lastEventId: string }[];
  readonly lastEventId: string;
  /** Milliseconds, or `null` when the stream sets none. */
  readonly reconnectionTime: number | null;
}

const { cases } = JSON.parse(readFileSync(new URL('fixtures/sse-conformance.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly ConformanceCase[];
}; // Our own file.

type Outcome = Pick<ConformanceCase, 'events' | 'lastEventId' | 'reconnectionTime'>;

/** The package as the server uses it on what model servers send. */
function read(pieces: readonly Uint8Array[]): Outcome {
  const events: Outcome['events'][number][] = [];
  let lastEventId = '';
  let reconnectionTime: number | null = null;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parser = createParser({
    onId(id) {
      lastEventId = id;
    },
    onRetry(retryMs) {
      reconnectionTime = retryMs;
    },
    onEvent({ event, data }) {
      events.push({ type: event || 'message', data, lastEventId });
    },
  });
  for (const piece of pieces) parser.feed(decoder.decode(piece, { stream: true }));
  return { events, lastEventId, reconnectionTime };
}

describe('[W12] what model servers send is read as the standard says, whole and in any two pieces and byte by byte', () => {
  test.each(cases.map((one) => [`${one.name} (${one.source})`, one] as const))(
    '%s',
    (_name, { base64, events, lastEventId, reconnectionTime }) => {
      const bytes = Buffer.from(base64, 'base64');
      const expected = { events, lastEventId, reconnectionTime };
      expect(read([bytes])).toEqual(expected);
      expect(read(cutAt(bytes, [...bytes.keys()]))).toEqual(expected);
      for (const offset of bytes.keys()) expect(read(cutAt(bytes, [offset]))).toEqual(expected);
    },
  );
});

test('[W12] no case has got lost', () => {
  expect(cases).toHaveLength(44);
});
