import type { CoreRequest, CoreResponse } from './CoreRequest.ts';

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
    const isStream = body !== null && typeof body !== 'string' && !(body instanceof Uint8Array);
    if (isStream && request.method !== 'HEAD') return new Response(streamOf(body, leave), { status, headers });
    request.signal.removeEventListener('abort', leave);
    // A view of shared memory is none of ours, so the copy only satisfies the type of the constructor.
    const whole =
      isStream || request.method === 'HEAD' ? null : body instanceof Uint8Array ? Uint8Array.from(body) : body;
    return new Response(whole, { status, headers });
  };
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

function streamOf(body: AsyncIterable<string | Uint8Array>, leave: () => void): ReadableStream<Uint8Array> {
  const source = body[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const result = await source.next();
        if (result.done === true) controller.close();
        else controller.enqueue(typeof result.value === 'string' ? encoder.encode(result.value) : result.value);
      },
      async cancel() {
        leave();
        await source.return?.();
      },
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  );
}
