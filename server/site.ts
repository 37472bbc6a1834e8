import type { CoreRequest, CoreResponse } from './CoreRequest.ts';
import { isHealthCheck, isOfApp } from './isOfApp.ts';
import { createHostRules } from './site/hostRules.ts';
import { redirectAnswer, textAnswer } from './site/plainAnswers.ts';
import { securityHeaders } from './site/securityHeaders.ts';
import { serveFile } from './site/serveFile.ts';
import type { StaticFiles } from './site/staticFiles.ts';
import { createTokenGate } from './site/tokenGate.ts';
import { tokenRefusal } from './site/tokenRefusal.ts';

/** What a site is made from. */
export interface SiteOptions {
  /** Answers `/api/*`, `/healthz` and `/readyz`. */
  readonly app: { handle(request: CoreRequest): Promise<CoreResponse> };
  /** The built page. */
  readonly files: StaticFiles;
  /** The address that the server listens on. */
  readonly host: string;
  /** What a browser must show once; everyone is let in without it. */
  readonly token?: string;
}

/**
 * The whole site around the core: who may ask, the page and its files, and the headers that keep the page to itself.
 *
 * @see docs/spec.md H15 to H21
 */
export function createSite({ app, files, host, token }: SiteOptions): (request: CoreRequest) => Promise<CoreResponse> {
  const rules = createHostRules(host);
  const gate = token === undefined ? undefined : createTokenGate(token);

  async function answer(request: CoreRequest): Promise<CoreResponse> {
    if (!rules.allows(request.headers['host'])) return textAnswer(421, WRONG_HOST);
    const origin = isNavigation(request) ? rules.canonicalOrigin(request.headers['host']) : undefined;
    if (origin !== undefined) return redirectAnswer(307, origin + request.path + queryText(request));
    // Those who watch whether the server lives have no cookie, and learn nothing else.
    const refusal = gate && !isHealthCheck(request.path) ? tokenRefusal(gate, request) : undefined;
    if (refusal) return refusal;
    return isOfApp(request.path) ? app.handle(request) : fileAnswer(files, request);
  }

  return async (request) => {
    const { headers, ...rest } = await answer(request);
    return { ...rest, headers: { 'cache-control': 'no-store', ...headers, ...securityHeaders } };
  };
}

const WRONG_HOST =
  'This server does not answer to that name. Open the address that Rivulet printed when it started, such as http://127.0.0.1:3210/.';

function isNavigation({ method, path, headers }: CoreRequest): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead && path.startsWith('/') && (headers['accept'] ?? '').includes('text/html');
}

function queryText({ query }: CoreRequest): string {
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** A chat's address is the page itself, for a person who opens it; for anything else it is nothing. */
function fileAnswer(files: StaticFiles, request: CoreRequest): CoreResponse {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return textAnswer(405, 'Here only GET is understood.', { allow: 'GET, HEAD' });
  }
  const isChat = request.path.startsWith('/c/') && isNavigation(request);
  const file = files.get(isChat ? '/' : request.path);
  return file ? serveFile(file, request) : textAnswer(404, 'There is nothing at this address.');
}
