/** The text of a body up to `maxBytes`, and whether that is all of it. */
export async function readText(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  onChunk: () => void,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    onChunk();
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return { text: textOf(chunks, maxBytes), isWhole: false };
  }
  return { text: textOf(chunks, maxBytes), isWhole: true };
}

function textOf(chunks: readonly Uint8Array[], maxBytes: number): string {
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, maxBytes));
}
