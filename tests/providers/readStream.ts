import { readFileSync } from 'node:fs';
import { createParser } from 'eventsource-parser';
import { isFinalEvent, type FinalEventBody, type ReplyEventBody } from '../../protocol/events.ts';
import { appendToPart, type Part, type PartType } from '../../protocol/parts.ts';
import type { SseMessage } from '../../protocol/sse.ts';
import { openaiChat } from '../../providers/openaiChat.ts';

/** The bytes of a recording as its server sent them; the framing that some recordings lost is put back. */
export function recording(name: string): Uint8Array {
  const bytes = readFileSync(new URL(`fixtures/streams/${name}`, import.meta.url));
  if (!name.endsWith('.jsonl')) return bytes;
  const lines = bytes.toString('utf8').trim().split('\n');
  return new TextEncoder().encode([...lines, '[DONE]'].map((line) => `data: ${line}\n\n`).join(''));
}

/** Bytes in pieces, cut at the given offsets. */
export function cutAt(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const borders = [0, ...offsets.toSorted((a, b) => a - b), bytes.length];
  return borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
}

/** What the server makes of the bytes of an upstream: messages. */
export function messagesIn(pieces: readonly Uint8Array[]): SseMessage[] {
  const messages: SseMessage[] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parser = createParser({
    onEvent: ({ id = '', event = '', data }) => messages.push({ id, event, data }),
  });
  for (const piece of pieces) parser.feed(decoder.decode(piece, { stream: true }));
  return messages;
}

/** The events of a whole stream. */
export function eventsIn(pieces: readonly Uint8Array[]): ReplyEventBody[] {
  return decodeMessages(messagesIn(pieces));
}

/** The events of messages whose stream then ends. */
export function decodeMessages(messages: readonly SseMessage[]): ReplyEventBody[] {
  const decoder = openaiChat.createDecoder();
  return [...messages.flatMap((message) => decoder.decode(message)), ...decoder.end()];
}

/** The events of chunks, each given as a value or as the text of a `data:` line. */
export function decodeChunks(...chunks: readonly unknown[]): ReplyEventBody[] {
  return decodeMessages(
    chunks.map((data) => ({ id: '', event: '', data: typeof data === 'string' ? data : JSON.stringify(data) })),
  );
}

/** A chunk of the first choice. */
export function chunk(delta: unknown, finishReason: unknown = null): object {
  return { choices: [{ index: 0, delta, finish_reason: finishReason }] };
}

/** A reply as a reader has it in the end. */
export interface Outcome {
  readonly parts: readonly Part[];
  readonly kinds: readonly PartType[];
  readonly text: string;
  readonly reasoning: string;
  readonly notices: readonly string[];
  readonly final: FinalEventBody;
}

/** Puts events together. Throws where they break the rules of a reply: parts out of order, text for no part, not exactly one final event. */
export function outcomeOf(events: readonly ReplyEventBody[]): Outcome {
  const parts: Part[] = [];
  for (const event of events.slice(0, -1)) {
    if (event.type === 'part-start') {
      if (event.index !== parts.length) throw new Error(`part ${event.index} begins after ${parts.length} parts`);
      parts.push(event.part);
    } else if (event.type === 'part-delta') {
      const part = parts[event.index];
      if (!part) throw new Error(`text for part ${event.index}, which never began`);
      parts[event.index] = appendToPart(part, event.delta);
    } else {
      throw new Error(`${event.type} before the end`);
    }
  }
  const final = events.at(-1);
  if (!final || !isFinalEvent(final)) throw new Error('no final event at the end');
  return {
    parts,
    kinds: parts.map(({ type }) => type),
    text: joined(parts, 'text'),
    reasoning: joined(parts, 'reasoning'),
    notices: parts.flatMap((part) => (part.type === 'notice' ? [part.text] : [])),
    final,
  };
}

function joined(parts: readonly Part[], type: 'text' | 'reasoning'): string {
  return parts.map((part) => (part.type === type ? part.text : '')).join('');
}
