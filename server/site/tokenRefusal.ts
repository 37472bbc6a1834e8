import { replyError } from '../../protocol/errors.ts';
import type { CoreRequest, CoreResponse } from '../CoreRequest.ts';
import { redirectAnswer, textAnswer } from './plainAnswers.ts';
import type { TokenGate } from './tokenGate.ts';

/**
 * What a request is told that may not pass, or `undefined` when it may. The link with the token is answered with the cookie and a
 * redirect that takes the token out of the address bar.
 *
 * @see docs/spec.md H21
 */
export function tokenRefusal(gate: TokenGate, request: CoreRequest): CoreResponse | undefined {
  const shown = request.method === 'GET' && request.path === '/' ? request.query.get('token') : null;
  const isKnown = gate.hasCookie(request);
  if (shown !== null && (isKnown || gate.isToken(shown))) {
    return redirectAnswer(303, '/', { 'set-cookie': gate.setCookie });
  }
  if (isKnown) return undefined;
  if (request.path.startsWith('/api/')) {
    return {
      status: 401,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ error: replyError('unauthorized', ASK) }),
    };
  }
  if ((request.headers['accept'] ?? '').includes('text/html')) {
    return { status: 401, headers: { 'content-type': 'text/html; charset=utf-8' }, body: PAGE };
  }
  return textAnswer(401, ASK);
}

const ASK = 'This Rivulet needs a token. Open the link with the token that it printed when it started.';

/** The link is for a browser that came here from another site: it holds the cookie back until it is on this one. */
const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Rivulet: token needed</title>
<h1>Token needed</h1>
<p>${ASK}</p>
<p>You have opened it already? <a href="/">Continue to the chat</a></p>
</html>
`;
