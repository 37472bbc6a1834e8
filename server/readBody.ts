import type { CoreRequest } from './CoreRequest.ts';

/**
 * The whole body of a request, or `undefined` when it is larger than `maxBytes`; nothing beyond the limit is kept.
 *
 * @see docs/spec.md S4
 */
export async function readBody(request: CoreRequest, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
