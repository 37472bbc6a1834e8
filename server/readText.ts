import type { UpstreamResponse } from './upstream.ts';

/** The text of an answer up to `maxBytes`, and whether that is all of it. Rejects when the connection is lost. */
export async function readText(
  response: Pick<UpstreamResponse, 'read'>,
  maxBytes: number,
  onChunk: () => void,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  await response.read((chunk) => {
    onChunk();
    chunks.push(chunk);
    bytes += chunk.byteLength;
    return bytes > maxBytes ? 'enough' : 'more';
  });
  return { text: textOf(chunks, maxBytes), isWhole: bytes <= maxBytes };
}

function textOf(chunks: readonly Uint8Array[], maxBytes: number): string {
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, maxBytes));
}
