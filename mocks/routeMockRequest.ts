import { replyError, type ReplyErrorBody } from '../protocol/errors.ts';
import { isReplyId, type ReplyId } from '../protocol/ids.ts';
import type { ModelCatalog } from '../protocol/models.ts';
import { parseReplyRequest, type ReplyRequest } from '../protocol/requests.ts';
import { EVENT_STREAM_HEADERS, parseJson, PING_FRAME } from '../protocol/sse.ts';
import { send } from './Answer.ts';
import { answerResponse } from './answerResponse.ts';
import type { Clock } from './Clock.ts';
import { createMockReply, type MockReply } from './createMockReply.ts';
import { createPendingReply, type PendingReply, type ReplyOptions } from './ScriptedReply.ts';
import type { Script } from './script.ts';

/** What a mocked server remembers. */
export interface MockMemory {
  readonly pending: PendingReply[];
  readonly replies: Map<ReplyId, MockReply>;
  readonly requests: ReplyRequest[];
  readonly started: Set<ReplyId>;
  readonly stops: ReplyId[];
  readonly forgotten: ReplyId[];
}

const CATALOG: ModelCatalog = {
  models: [{ id: 'mock/model', name: 'Mock model', provider: 'mock' }],
  providers: [{ id: 'mock', label: 'Mock', origin: 'configured', state: 'ready' }],
  settings: { path: 'rivulet.config.json' },
};

/** What a mocked server answers. */
export interface RouteOptions {
  /** What `GET /api/models` answers. One model, `mock/model`, unless said otherwise. */
  readonly catalog?: ModelCatalog;
  /** Answers the questions for which `replyWith` has left nothing. Without it such a question is an error. */
  readonly respond?: (request: ReplyRequest) => { readonly script: Script; readonly options?: ReplyOptions };
}

/** What a route works with. */
export interface RouteContext {
  readonly memory: MockMemory;
  readonly clock: Clock;
  readonly options: RouteOptions;
}

/**
 * Answers one request as our server would.
 *
 * @see docs/spec.md K14 to K17
 */
export async function routeMockRequest(request: Request, context: RouteContext): Promise<Response> {
  const { pathname } = new URL(request.url);
  const [, replyId, action = ''] = /^\/api\/replies\/([^/]+)(\/events|\/stop)?$/.exec(pathname) ?? [];
  if (isReplyId(replyId)) return routeReply(request, replyId, action, context);
  switch (`${request.method} ${pathname}`) {
    case 'POST /api/replies':
      return postReply(request, context);
    case 'GET /api/models':
      return Response.json(context.options.catalog ?? CATALOG);
    case 'GET /api/events':
      return silentFeed(context.clock);
    default:
      return refuse(404, replyError('not-found', `The mocked server does not know ${request.method} ${pathname}.`));
  }
}

async function routeReply(request: Request, id: ReplyId, action: string, context: RouteContext): Promise<Response> {
  switch (`${request.method} ${action}`) {
    case 'GET /events':
      return getEvents(id, positionIn(request), context);
    case 'POST /stop':
      return postStop(id, context);
    case 'DELETE ':
      return deleteReply(id, context);
    default:
      return refuse(405, replyError('bad-request', `The mocked server does not ${request.method} there.`));
  }
}

async function postReply(httpRequest: Request, context: RouteContext): Promise<Response> {
  const { memory } = context;
  const parsed = parseReplyRequest(parseJson(await httpRequest.text()));
  if (!parsed.ok) return refuse(400, replyError('bad-request', parsed.message));
  const { request } = parsed;
  memory.requests.push(request);
  if (memory.forgotten.includes(request.replyId)) return refuse(410, replyError('expired'));
  const known = memory.replies.get(request.replyId);
  if (known && JSON.stringify(known.request) !== JSON.stringify(request)) return refuse(409, replyError('conflict'));
  const response = await (known ? known.rest(positionIn(httpRequest)) : beginReply(request, context));
  // A reply that was refused, never reached the server or was stopped before it began has cost nothing.
  if (response.ok && !memory.stops.includes(request.replyId)) memory.started.add(request.replyId);
  // Nor is it known: the same question may come again.
  if (response.status >= 400) memory.replies.delete(request.replyId);
  return response;
}

function beginReply(request: ReplyRequest, { memory, clock, options }: RouteContext): Promise<Response> | Response {
  const pending = memory.pending.shift() ?? respondTo(request, options);
  if (!pending) return refuse(500, replyError('internal', 'No reply is scripted for this: call replyWith() first.'));
  const reply = createMockReply(pending, request, clock);
  memory.replies.set(request.replyId, reply);
  if (!memory.stops.includes(request.replyId)) return reply.first();
  reply.stop();
  return reply.rest(0);
}

function respondTo(request: ReplyRequest, { respond }: RouteOptions): PendingReply | undefined {
  if (!respond) return undefined;
  const { script, options } = respond(request);
  return createPendingReply(script, options);
}

async function getEvents(id: ReplyId, after: number, { memory }: RouteContext): Promise<Response> {
  if (memory.forgotten.includes(id)) return refuse(410, replyError('expired'));
  return memory.replies.get(id)?.rest(after) ?? refuse(404, replyError('not-found'));
}

function postStop(id: ReplyId, { memory }: RouteContext): Response {
  memory.stops.push(id);
  memory.replies.get(id)?.stop();
  return new Response(null, { status: 204 });
}

function deleteReply(id: ReplyId, { memory }: RouteContext): Response {
  memory.forgotten.push(id);
  memory.replies.get(id)?.stop();
  memory.replies.delete(id);
  return new Response(null, { status: 204 });
}

/** The feed of a server on which nothing else happens. */
function silentFeed(clock: Clock): Promise<Response> {
  const frames = [send(PING_FRAME, 'noise'), { type: 'stall' }] as const;
  const answer = { type: 'response', status: 200, headers: EVENT_STREAM_HEADERS, frames } as const;
  return answerResponse(answer, { clock }).response;
}

/** The last event that a reader has: the header beats the query, as on the real server. */
function positionIn(request: Request): number {
  const query = new URL(request.url).searchParams;
  const position = Number(request.headers.get('last-event-id') ?? query.get('after') ?? 0);
  return Number.isSafeInteger(position) && position > 0 ? position : 0;
}

function refuse(status: number, error: ReplyErrorBody): Response {
  return Response.json({ error }, { status });
}
