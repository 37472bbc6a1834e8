/** Statuses whose answers have no body, and may not be made with one. @see https://fetch.spec.whatwg.org/#null-body-status */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** The same answer, with `onBytes` called for every piece of its body before the piece is handed on. */
export function watchBody(response: Response, onBytes: (count: number) => void): Response {
  // Chromium gives an empty body to answers of the network that have none.
  if (!response.body || WITHOUT_BODY.has(response.status)) return response;
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
