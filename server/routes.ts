import { isReplyId, type ReplyId } from '../protocol/ids.ts';
import type { CoreRequest, CoreResponse } from './CoreRequest.ts';
import { errorResponse } from './errorResponse.ts';
import { jsonResponse } from './jsonResponse.ts';
import { postReply } from './postReply.ts';
import { notAPlace, placeOf, replyEvents } from './replyEvents.ts';
import type { RouteContext } from './RouteContext.ts';
import { sameOrigin } from './sameOrigin.ts';
import { streamResponse } from './streamResponse.ts';

type Handler = (request: CoreRequest, context: RouteContext) => Promise<CoreResponse> | CoreResponse;
type ReplyHandler = (request: CoreRequest, context: RouteContext, replyId: ReplyId) => Promise<CoreResponse>;
/** Handlers by method. */
type Methods = Readonly<Record<string, Handler>>;

/** What stands at a fixed path. */
const PATHS: Readonly<Record<string, Methods>> = {
  '/api/replies': { POST: postReply },
  '/api/models': { GET: async (_request, { directory }) => jsonResponse(200, await directory.catalog()) },
  '/api/events': { GET: feedEvents },
  '/healthz': { GET: () => jsonResponse(200, { name: 'rivulet', status: 'ok' }) },
  '/readyz': { GET: readiness },
};

/** What stands at `/api/replies/:replyId` and below it. */
const REPLY_PATHS: Readonly<Record<string, Readonly<Record<string, ReplyHandler>>>> = {
  '': { DELETE: deleteReply },
  '/events': { GET: replyEvents },
  '/stop': { POST: stopReply },
};

const REPLY_PATH = /^\/api\/replies\/([^/]+)(\/[^/]+)?$/;

/**
 * Answers a request of the API. May reject; `app.ts` turns that into an answer.
 *
 * @see docs/spec.md S1 to S6
 */
export async function route(request: CoreRequest, context: RouteContext): Promise<CoreResponse> {
  const methods = methodsAt(request.path);
  if (!methods) return errorResponse('not-found', { message: 'There is nothing at this address.' });
  const handler = handlerOf(methods, request.method === 'HEAD' ? 'GET' : request.method);
  if (!handler) return wrongMethod(methods);
  return refusalOf(request) ?? handler(request, context);
}

function methodsAt(path: string): Methods | undefined {
  if (Object.hasOwn(PATHS, path)) return PATHS[path];
  const [, replyId, rest = ''] = REPLY_PATH.exec(path) ?? [];
  if (!isReplyId(replyId) || !Object.hasOwn(REPLY_PATHS, rest)) return undefined;
  return Object.fromEntries(
    Object.entries(REPLY_PATHS[rest] ?? {}).map(([method, handle]) => [
      method,
      (request: CoreRequest, context: RouteContext) => handle(request, context, replyId),
    ]),
  );
}

function handlerOf(methods: Methods, method: string): Handler | undefined {
  return Object.hasOwn(methods, method) ? methods[method] : undefined;
}

function wrongMethod(methods: Methods): CoreResponse {
  const allow = Object.keys(methods)
    .flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .join(', ');
  return errorResponse('bad-request', { status: 405, message: `Only ${allow} works here.`, headers: { allow } });
}

/** Why a request that changes something is not served: it comes from another site, or could without the browser asking us. */
function refusalOf({ method, headers }: CoreRequest): CoreResponse | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (!sameOrigin(headers)) return errorResponse('forbidden', { message: 'This request came from another site.' });
  if (method !== 'POST') return undefined;
  const contentType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (contentType === 'application/json') return undefined;
  return errorResponse('bad-request', { status: 415, message: 'The content type must be application/json.' });
}

/** Fences the log; the generation hears of it from there and closes its upstream. @see docs/spec.md S10 */
async function stopReply(_request: CoreRequest, { log }: RouteContext, replyId: ReplyId): Promise<CoreResponse> {
  await log.requestStop(replyId);
  return noContent();
}

async function deleteReply(_request: CoreRequest, { log }: RouteContext, replyId: ReplyId): Promise<CoreResponse> {
  await log.delete(replyId);
  return noContent();
}

function noContent(): CoreResponse {
  return { status: 204, headers: { 'cache-control': 'no-store' }, body: null };
}

function feedEvents(request: CoreRequest, context: RouteContext): CoreResponse {
  const after = placeOf(request, context.feed.last);
  if (after === undefined) return notAPlace();
  return streamResponse(context, {
    open: (onReady) => context.feed.open(after, onReady),
    encode: (frame) => frame,
  });
}

/** Ready: the log answers and the server is not going away. */
async function readiness(_request: CoreRequest, context: RouteContext): Promise<CoreResponse> {
  if (context.isDraining()) return jsonResponse(503, { status: 'draining' });
  const id = 'readiness';
  if (isReplyId(id)) await context.log.status(id);
  return jsonResponse(200, { status: 'ready' });
}
