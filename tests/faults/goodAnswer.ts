import { chunk, finish } from '../server/rawUpstream.ts';
import type { WireAnswer } from './faultRows.ts';

/** A model's answer in good order, one chunk for each delta. */
export function goodAnswer(...deltas: readonly string[]): WireAnswer {
  const chunks = [...deltas.map(chunk), finish].map((text) => Buffer.from(text));
  return { status: 200, headers: { 'content-type': 'text/event-stream' }, chunks, end: 'fin' };
}
