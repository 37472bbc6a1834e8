import { readEvents } from './readEvents.js';

/**
 * Asks one question and hands on the answer while it is written.
 *
 * @param {string} question
 * @param {{ signal: AbortSignal, onText: (piece: string) => void }} options
 * @returns {Promise<string>} how the reply ended: the name of its final event.
 * @throws {Error} when it has no end: the server refused, the model failed, the connection broke or `signal` aborted.
 */
export async function streamReply(question, { signal, onText }) {
  const response = await fetch('/api/replies', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      replyId: crypto.randomUUID(),
      model: 'built-in/showcase',
      messages: [{ role: 'user', parts: [{ type: 'text', text: question }] }],
    }),
    signal,
  });
  // A proxy may answer with a page of its own and with status 200.
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (!response.ok || !response.body || !isStream) throw new Error(`No reply, but status ${response.status}.`);
  return readReply(response.body, onText);
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {(piece: string) => void} onText
 */
async function readReply(body, onText) {
  const texts = new Set();
  for await (const { event, data } of readEvents(body)) {
    const fields = /** @type {Fields} */ (JSON.parse(data));
    if (event === 'part-start' && fields.part.type === 'text') {
      texts.add(fields.index);
      onText(fields.part.text);
    }
    // Reasoning comes in deltas too, but its part is none of the texts.
    if (event === 'part-delta' && texts.has(fields.index)) onText(fields.delta);
    if (event === 'reply-error') throw new Error(fields.error.message);
    if (['reply-end', 'reply-stop', 'reply-interrupt'].includes(event)) return event;
  }
  // A connection that ends in good order says nothing about the reply. Only a final event does.
  throw new Error('The connection ended before the reply did.');
}

/**
 * What the events hold, each its own of these.
 *
 * @typedef {{ index: number, part: { type: string, text: string }, delta: string, error: { message: string } }} Fields
 */
