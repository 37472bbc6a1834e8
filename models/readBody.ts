import type { IncomingMessage } from 'node:http';

/**
 * The body of a request as text; `undefined` when it is larger than `maxBytes`. A larger one is still taken in and thrown away up to
 * four times the size, because a client that is writing does not read the refusal.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Node gives buffers as long as no encoding is set; leaving the loop must not close the connection before the answer.
  const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    if (bytes > 4 * maxBytes) return undefined;
  }
  return bytes > maxBytes ? undefined : Buffer.concat(chunks).toString('utf8');
}
