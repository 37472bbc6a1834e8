import type { CoreRequest, CoreResponse } from './CoreRequest.ts';
import type { OpenSource } from './ReadySource.ts';

/**
 * The door for web `Request` and `Response`: for tests, Deno, Bun and anything else that speaks them. A stream is
 * pulled as fast as its body is read; cancelling the body or aborting the request is leaving.
 *
 * @see docs/spec.md S19
 */
export function createFetchHandler(
  handle: (request: CoreRequest) => Promise<CoreResponse>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const leaving = new AbortController();
    const leave = (): void => {
      leaving.abort();
    };
    if (request.signal.aborted) leave();
    request.signal.addEventListener('abort', leave, { once: true });
    const { status, headers, body } = await handle(coreRequestOf(request, leaving.signal));
    const isHead = request.method === 'HEAD';
    if (typeof body === 'function' && !isHead) {
      return new Response(streamOf(body, { signal: leaving.signal, leave }), { status, headers });
    }
    if (typeof body === 'function') body(() => undefined).close();
    request.signal.removeEventListener('abort', leave);
    return new Response(isHead || typeof body === 'function' ? null : wholeOf(body), { status, headers });
  };
}

/** A view of shared memory is none of ours, so the copy only satisfies the type of the constructor. */
function wholeOf(body: null | string | Uint8Array): null | string | Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array ? Uint8Array.from(body) : body;
}

function coreRequestOf(request: Request, signal: AbortSignal): CoreRequest {
  const url = new URL(request.url);
  return {
    method: request.method.toUpperCase(),
    path: url.pathname,
    query: url.searchParams,
    headers: { host: url.host, ...Object.fromEntries(request.headers) },
    body: request.body ?? emptyBody(),
    signal,
  };
}

async function* emptyBody(): AsyncGenerator<Uint8Array, void> {
  // Yields nothing: a request without a body has none to read.
}

/** The chunks of a source as they are read, until it is done or the client has gone. */
function streamOf(
  open: OpenSource<string>,
  { signal, leave }: { signal: AbortSignal; leave: () => void },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let wake: (() => void) | undefined;
  const source = open(() => wake?.());
  signal.addEventListener('abort', () => {
    source.close();
    wake?.();
  });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          const chunk = signal.aborted ? undefined : source.take();
          if (chunk !== undefined) return controller.enqueue(encoder.encode(chunk));
          if (signal.aborted || source.isDone) break;
          await new Promise<void>((resolve) => (wake = resolve));
        }
        // Closes the source, unless that is why we are here.
        leave();
        controller.close();
      },
      cancel: leave,
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  );
}
