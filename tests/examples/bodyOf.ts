/** A body that hands out its pieces one by one and ends. */
export function bodyOf(pieces: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const left = [...pieces];
  return new ReadableStream({
    pull(controller) {
      const piece = left.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
}

/** The bytes of a text in pieces of the given sizes, in turn; without sizes, of one byte each. */
export function piecesOf(text: string, sizes: readonly number[]): Uint8Array<ArrayBuffer>[] {
  const bytes = new TextEncoder().encode(text);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
    // Every second piece is a byte at least, so that empty ones are met and the end is reached.
    const size = turn % 2 === 0 ? (sizes[(turn / 2) % sizes.length] ?? 1) : 1;
    pieces.push(bytes.slice(start, start + size));
    start += size;
  }
  return pieces;
}
