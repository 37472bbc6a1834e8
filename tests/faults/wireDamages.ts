import { gzipSync } from 'node:zlib';
import { wireRow, type WireAnswer } from './faultRows.ts';
import { messagesOf, withMessages } from './relay.ts';

/** Does to an answer of our server what a row does to one of a model server. */
export type WireDamage = (answer: WireAnswer) => WireAnswer;

const inText =
  (change: (text: string) => string): WireDamage =>
  (answer) =>
    withMessages(answer, messagesOf(answer).map(change));

const inLastDelta =
  (change: (message: string) => readonly string[]): WireDamage =>
  (answer) => {
    const messages = messagesOf(answer);
    const place = messages.findLastIndex((message) => message.includes('event: part-delta'));
    const [before, hit, after] = [messages.slice(0, place), messages[place] ?? '', messages.slice(place + 1)];
    return withMessages(answer, [...before, ...change(hit), ...after]);
  };

/** Up to the last delta, of which half comes. */
const cutInLastDelta: WireDamage = (answer) => {
  const whole = messagesOf(answer);
  const place = whole.findLastIndex((message) => message.includes('event: part-delta'));
  const half = whole[place]?.slice(0, 20) ?? '';
  return { ...withMessages(answer, [...whole.slice(0, place), half]), end: 'reset' };
};

const everyByte: WireDamage = (answer) => {
  const bytes = Buffer.from(messagesOf(answer).join(''));
  return { ...answer, chunks: Array.from(bytes, (byte) => Buffer.from([byte])) };
};

const untouched: WireDamage = (answer) => answer;
const instead =
  (row: WireAnswer): WireDamage =>
  () =>
    row;
const insteadOf = (id: string): WireDamage => instead(wireRow(id));
const noise = (text: string): WireDamage => inText((message) => text + message);
const withField = (fields: string): WireDamage => inText((message) => message.replace('data: {', `data: {${fields},`));
const endless =
  (bytes: number): WireDamage =>
  (answer) => {
    const { chunks } = cutInLastDelta(answer);
    return { ...answer, chunks: [...chunks.slice(0, -1), Buffer.from('data: '), { x: bytes }], end: 'fin' };
  };

/** What a reader of the standard does not even notice. */
export const HARMLESS: Readonly<Record<string, WireDamage>> = {
  'split-multibyte': everyByte,
  'surrogate-pair-split-over-deltas': untouched,
  crlf: inText((message) => message.replaceAll('\n', '\r\n')),
  'cr-only': inText((message) => message.replaceAll('\n', '\r')),
  'crlf-split-between-chunks': (answer) => everyByte(inText((message) => message.replaceAll('\n', '\r\n'))(answer)),
  bom: (answer) => withMessages(answer, ['\u{FEFF}', ...messagesOf(answer)]),
  'no-space-after-colon': inText((message) => message.replaceAll(/^(\w+): /gm, '$1:')),
  'multi-data-lines': inText((message) => message.replace('data: {', 'data: {\ndata: ')),
  'proto-pollution': withField('"__proto__":{"p":1,"polluted":1},"constructor":{"prototype":{"q":1}}'),
  'done-but-no-finish': inText((message) => message.replace(/"finishReason":"\w+"/, '"finishReason":"new"')),
  'nul-and-control': untouched,
  'gzip that is declared': (answer) => ({
    ...answer,
    headers: { ...answer.headers, 'content-encoding': 'gzip' },
    chunks: [gzipSync(messagesOf(answer).join(''))],
  }),
  'a banner between the events': noise('<script>alert(1)</script>\n\n'),
  'the whole answer twice': (answer) => withMessages(answer, [...messagesOf(answer), ...messagesOf(answer)]),
  'HTTP/1.0': (answer) => ({
    ...answer,
    head: 'HTTP/1.0 200 OK\r\ncontent-type: text/event-stream\r\n\r\n',
  }),
  'a type in capitals': (answer) => ({ ...answer, headers: { 'content-type': 'TEXT/Event-Stream' } }),
};

/** What cuts or spoils an answer on the way: it is read on from its last whole event. */
export const READ_ON: Readonly<Record<string, WireDamage>> = {
  'type-confusion': inLastDelta((message) => [
    message.replace(/"delta":".*"/, '"delta":{"dangerouslySetInnerHTML":{"__html":"<img src=x>"}}'),
  ]),
  'bad-json-one-event': inLastDelta((message) => [message.replace('}', '')]),
  'no-done': (answer) => withMessages(answer, messagesOf(answer).slice(0, -1)),
  'reset-mid-event': cutInLastDelta,
  'out-of-order-ids': (answer) => {
    const [ping = '', ...rest] = messagesOf(answer);
    const [start = '', part = '', first = '', ...others] = rest;
    return withMessages(answer, [ping, start, first, part, ...others]);
  },
  'retry-zero': (answer) => cutInLastDelta(noise('retry: 0\n')(answer)),
  'retry-huge': (answer) => cutInLastDelta(noise('retry: 99999999999\n')(answer)),
  'huge-event-20mb': endless(20 * 1024 * 1024),
  'endless-line': endless(64 * 1024 * 1024 * 1024),
  'raw control characters in a line': inLastDelta((message) => [message.replace('"delta":"', '"delta":"\0\u0007')]),
  'a length before the end': (answer) => ({
    ...answer,
    headers: { ...answer.headers, 'content-length': String(messagesOf(answer).join('').length - 40) },
  }),
  'events that are lost on the way': inLastDelta(() => []),
};

/** What keeps any event from coming: the question is sent again under the same id, which asks the model nothing. */
export const SENT_AGAIN: Readonly<Record<string, WireDamage>> = {
  'empty-body': insteadOf('empty-body'),
  'reset-before-headers': insteadOf('reset-before-headers'),
  'stall-before-first-byte': insteadOf('stall-before-first-byte'),
  'html-200-claims-sse': insteadOf('html-200-claims-sse'),
  'http-204': insteadOf('http-204'),
};

/** A refusal in place of the answer to a question; it is the row's own answer. */
export const REFUSED: Readonly<Record<string, RegExp>> = {
  'json-200': /something that is not a reply\.$/,
  'http-400': /\.$/,
  'http-402': /\(status 402\)\.$/,
  'http-403': /\.$/,
  'http-404': /\.$/,
  'http-408': /\.$/,
  'http-409': /\.$/,
  'http-413': /16 MiB/,
  'http-422': /\(status 422\)\.$/,
  'http-429-ra-ban': /\.$/,
  'http-502': /\(status 502\)\. Retry in a moment\.$/,
  'http-503-ra-2': /\(status 503\)\. Retry in a moment\.$/,
  'http-504': /\(status 504\)\. Retry in a moment\.$/,
  'http-529': /\(status 529\)\. Retry in a moment\.$/,
};

/** Cuts the answer to a question, so that the page must read on. */
export const cut: WireDamage = cutInLastDelta;

/** Refusals after which the server may hold the reply: Retry asks under the same id. The others come from who did not pass the question on. */
export const MAY_HAVE_PASSED: ReadonlySet<string> = new Set(Object.keys(REFUSED).filter((id) => !/404|409/.test(id)));

/** Refusals that may pass: a reply that is read on is tried again. After the others what came is kept, with a button. */
export const MAY_PASS: ReadonlySet<string> = new Set([
  'json-200',
  'http-408',
  'http-429-ra-ban',
  'http-502',
  'http-503-ra-2',
  'http-504',
  'http-529',
]);
