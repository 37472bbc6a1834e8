import type { WireAnswer } from './faultRows.ts';
import type { RawRequest } from './startRawServer.ts';

/** What travels with a request. */
const CARRIED = ['accept', 'content-type', 'last-event-id'];

/** Asks our server the same and gives its whole answer. */
export async function relay({ line, headers, body }: RawRequest, serverUrl: string): Promise<WireAnswer> {
  const [method = '', path = ''] = line.split(' ');
  const carried = CARRIED.flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value]];
  });
  const init = { method, headers: Object.fromEntries(carried), ...(body === '' ? {} : { body }) };
  const response = await fetch(`${serverUrl}${path}`, init);
  const type = response.headers.get('content-type');
  const chunks = [Buffer.from(await response.arrayBuffer())];
  return { status: response.status, headers: type === null ? {} : { 'content-type': type }, chunks, end: 'fin' };
}

/** The messages of an event stream, each with the blank line after it. */
export function messagesOf({ chunks }: WireAnswer): readonly string[] {
  const text = chunks.map((chunk) => ('x' in chunk ? '' : Buffer.from(chunk).toString('utf8'))).join('');
  return text.split(/(?<=\n\n)/);
}

/** The same answer with other messages, each in a chunk of its own. */
export function withMessages(answer: WireAnswer, messages: readonly string[]): WireAnswer {
  return { ...answer, chunks: messages.map((message) => Buffer.from(message)) };
}
