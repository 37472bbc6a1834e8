import { gzipSync } from 'node:zlib';
import { chunk, finish } from '../server/rawUpstream.ts';
import type { WireAnswer } from './faultRows.ts';
import type { ModelEnding } from './modelEndings.ts';

/** A fault of a model server that the table does not have. */
export interface OwnFault extends WireAnswer {
  readonly id: string;
  readonly text: string;
  readonly ending: ModelEnding;
}

const SSE = { 'content-type': 'text/event-stream' };
const KEPT_LINES = 'content-type: text/event-stream\r\nconnection: close\r\n\r\n';

const done: ModelEnding = { status: 'done' };

/** What these faults have in common: a stream with the text `a`, which is read whole. */
function fault(id: string, chunks: readonly (string | Uint8Array)[], changes: Partial<OwnFault> = {}): OwnFault {
  const bytes = chunks.map((each) => (typeof each === 'string' ? Buffer.from(each) : each));
  return { id, status: 200, headers: SSE, chunks: bytes, end: 'fin', text: 'a', ending: done, ...changes };
}

const inTenYears = new Date(Date.UTC(2036, 0, 1)).toUTCString();

/** Tried beside the rows of the table. */
export const OWN_FAULTS: readonly OwnFault[] = [
  fault('gzip although nothing but identity was asked for', [gzipSync(chunk('a') + finish)], {
    headers: { ...SSE, 'content-encoding': 'gzip' },
    text: '',
    ending: { status: 'failed', code: 'bad-response', words: /not a reply\./ },
  }),
  fault('a header of 64 KiB', [chunk('a'), finish], {
    headers: { ...SSE, 'x-long': 'x'.repeat(64 * 1024) },
    text: '',
    ending: { status: 'failed', code: 'truncated', words: /ended before the reply did\./ },
  }),
  fault('text after [DONE]', [chunk('a'), finish, chunk('b'), 'junk']),
  fault('two finish reasons', [chunk('a'), finish.replace('data: [DONE]\n\n', ''), finish]),
  fault('two thousand comments before the first word', [': still thinking\n\n'.repeat(2000), chunk('a'), finish]),
  fault('chunked encoding that breaks', [`${hexLength(chunk('a'))}\r\n${chunk('a')}\r\n`, 'ZZ\r\n'], {
    headers: { ...SSE, 'transfer-encoding': 'chunked' },
    end: 'hang',
    ending: { status: 'interrupted' },
  }),
  fault('two objects in one data line', [chunk('a'), chunk('b').trim() + chunk('c').slice(6), chunk('d'), finish], {
    text: 'ad',
    ending: { status: 'done', noticed: true },
  }),
  fault('a clock that is ten years ahead', [], {
    status: 503,
    headers: { date: inTenYears, 'retry-after': inTenYears },
    text: '',
    ending: { status: 'failed', code: 'unavailable', words: /\(HTTP 503\)$/ },
  }),
  fault('a proxy that holds all back until the end', [chunk('a') + finish]),
  fault('HTTP/1.0', [chunk('a'), finish], { head: `HTTP/1.0 200 OK\r\n${KEPT_LINES}` }),
  fault('early hints first', [chunk('a'), finish], {
    head: `HTTP/1.1 103 Early Hints\r\nlink: </x.css>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\n${KEPT_LINES}`,
  }),
  fault('a length beyond the end', [chunk('a')], {
    headers: { ...SSE, 'content-length': '9999' },
    ending: { status: 'interrupted' },
  }),
  fault('a length before the end', [chunk('a'), finish], {
    headers: { ...SSE, 'content-length': String(chunk('a').length) },
    ending: { status: 'interrupted' },
  }),
  fault('no type', [chunk('a'), finish], { headers: {} }),
  fault('bytes that are no UTF-8', [chunk('a').slice(0, -7), Buffer.from([0xff]), chunk('a').slice(-7), finish], {
    text: 'a\uFFFD',
  }),
  fault('half of a character and no other half', [chunk('half').replace('half', String.raw`a\ud83d`), finish], {
    text: 'a\uD83D',
  }),
  fault('a hundred thousand brackets', [`data: {"choices":${'['.repeat(100_000)}\n\n`, chunk('a'), finish], {
    ending: { status: 'done', noticed: true },
  }),
];

function hexLength(text: string): string {
  return Buffer.byteLength(text).toString(16);
}
