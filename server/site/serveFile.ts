import type { CoreRequest, CoreResponse } from '../CoreRequest.ts';
import type { StaticFile } from './staticFiles.ts';

/**
 * A file as an answer: compressed when the browser takes it and the build made it, 304 when the browser has it already.
 *
 * @see docs/spec.md H17
 */
export function serveFile(file: StaticFile, request: CoreRequest): CoreResponse {
  const { bytes, encoding } = chooseEncoding(file, request.headers['accept-encoding'] ?? '');
  const headers = {
    'cache-control': file.cacheControl,
    etag: file.etag,
    vary: 'accept-encoding',
  };
  if (request.headers['if-none-match'] === file.etag) return { status: 304, headers, body: null };
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': file.contentType,
      'content-length': String(bytes.byteLength),
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    },
    body: request.method === 'HEAD' ? null : bytes,
  };
}

function chooseEncoding({ bytes, br, gzip }: StaticFile, accepted: string): { bytes: Uint8Array; encoding?: string } {
  if (br && accepts(accepted, 'br')) return { bytes: br, encoding: 'br' };
  if (gzip && accepts(accepted, 'gzip')) return { bytes: gzip, encoding: 'gzip' };
  return { bytes };
}

/** `*` and quality values other than zero are not weighed: a browser names what it takes. */
function accepts(header: string, coding: string): boolean {
  return header
    .toLowerCase()
    .split(',')
    .map((entry) => entry.split(';').map((part) => part.trim()))
    .some(([name, quality]) => name === coding && !/^q=0(\.0*)?$/.test(quality ?? ''));
}
