import type { CoreResponse } from '../CoreRequest.ts';

/** A sentence as an answer. */
export function textAnswer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): CoreResponse {
  return { status, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` };
}

/** Sends a browser elsewhere. */
export function redirectAnswer(
  status: 303 | 307,
  location: string,
  headers: Readonly<Record<string, string>> = {},
): CoreResponse {
  return { status, headers: { ...headers, location }, body: null };
}
