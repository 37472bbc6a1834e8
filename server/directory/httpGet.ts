import http from 'node:http';
import https from 'node:https';

/** An HTTP answer as text. */
export interface TextAnswer {
  readonly status: number;
  /** By lower-case name; of a repeated header the first. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Asks an address with GET. @throws {HttpGetError} */
export type GetText = (
  url: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
) => Promise<TextAnswer>;

/** Why there is no answer: nothing could be reached, it took too long, or the body is larger than 8 MiB. */
export type HttpGetErrorCode = 'unreachable' | 'timeout' | 'too-large';

/** No answer. */
export class HttpGetError extends Error {
  override readonly name = 'HttpGetError';
  readonly code: HttpGetErrorCode;

  constructor(code: HttpGetErrorCode, options?: ErrorOptions) {
    super(`No answer: ${code}.`, options);
    this.code = code;
  }
}

/** Catalogues of resellers, with a description of each of hundreds of models, come near 1 MiB. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * A small GET: follows no redirect, reads at most 8 MiB and takes at most `timeoutMs`, body included. Every call has a connection of
 * its own, because model servers on this machine close the ones that are kept. (`upstream.ts` is the client for replies: it streams,
 * keeps connections and tries again, and a list needs none of it.)
 *
 * @throws {HttpGetError}
 * @see docs/spec.md H14
 */
export const httpGet: GetText = (url, headers, timeoutMs) =>
  new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? https : http).get(url, { headers, agent: false }, (response) => {
      readBody(response).then((body) => resolve({ ...headOf(response), body }), fail);
    });
    const timer = setTimeout(() => fail(new HttpGetError('timeout')), timeoutMs);
    request.once('error', fail);
    request.once('close', () => clearTimeout(timer));

    function fail(cause: unknown): void {
      reject(cause instanceof HttpGetError ? cause : new HttpGetError('unreachable', { cause }));
      request.destroy();
    }
  });

function headOf(response: http.IncomingMessage): Omit<TextAnswer, 'body'> {
  const headers = Object.entries(response.headersDistinct).map(([name, values]) => [name, values?.[0]] as const);
  // A response that a client received always has a status.
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(headers) };
}

async function readBody(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    // Without an encoding a response's chunks are buffers.
    const buffer = chunk as Buffer;
    bytes += buffer.length;
    if (bytes > MAX_BODY_BYTES) throw new HttpGetError('too-large');
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
