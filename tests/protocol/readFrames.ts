import { getLines, getMessages } from '@microsoft/fetch-event-source/lib/cjs/parse.js';
import { createParser } from 'eventsource-parser';
import type { SseMessage } from '../../protocol/sse.ts';

/** Bytes in pieces, cut at the given offsets. */
export function cutAt(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const borders = [0, ...offsets.filter((offset) => offset <= bytes.length).toSorted((a, b) => a - b), bytes.length];
  return borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
}

/** How the server of Rivulet reads a stream: eventsource-parser, exact in every case of the standard. */
export function readByStandard(pieces: readonly Uint8Array[]): SseMessage[] {
  const messages: SseMessage[] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parser = createParser({
    onEvent: ({ id = '', event = '', data }) => messages.push({ id, event, data }),
  });
  for (const piece of pieces) parser.feed(decoder.decode(piece, { stream: true }));
  return messages;
}

/** How the page reads a stream: fetch-event-source, which leaves the standard in places that our frames must avoid. */
export function readByPage(pieces: readonly Uint8Array[]): SseMessage[] {
  const messages: SseMessage[] = [];
  const onLine = getMessages(
    () => undefined,
    () => undefined,
    ({ id, event, data }) => messages.push({ id, event, data }),
  );
  const onChunk = getLines(onLine);
  for (const piece of pieces) onChunk(piece);
  return messages;
}
