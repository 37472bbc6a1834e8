/** The same answer, with `onBytes` called for every piece of its body before the piece is handed on. */
export function watchBody(response: Response, onBytes: (count: number) => void): Response {
  if (!response.body) return response;
  const watched = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, controller) {
        onBytes(piece.byteLength);
        controller.enqueue(piece);
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(watched, { status, statusText, headers });
}
