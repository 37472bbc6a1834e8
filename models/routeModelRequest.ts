import type { IncomingMessage, ServerResponse } from 'node:http';
import { chatError } from '../mocks/chatEncoder.ts';
import type { Clock } from '../mocks/Clock.ts';
import { replyError, type ReplyErrorCode } from '../protocol/errors.ts';
import { MAX_BODY_BYTES } from '../protocol/limits.ts';
import { parseJson } from '../protocol/sse.ts';
import type { ChatModel, WireModel } from './ChatModel.ts';
import { createExchange, type Exchange, type RecordedRequest } from './createExchange.ts';
import { parseChatRequest } from './parseChatRequest.ts';
import { playAnswer } from './playAnswer.ts';
import { readBody } from './readBody.ts';
import { sendJson } from './sendJson.ts';
import { sendReply } from './sendReply.ts';

/** What stands behind the door. */
export interface Door {
  readonly models: ReadonlyMap<string, ChatModel | WireModel>;
  readonly requests: RecordedRequest[];
  /** How many of them are kept. */
  readonly maxRecords: number;
  readonly apiKey: string | undefined;
  readonly clock: Clock;
}

/**
 * Answers one request to the door.
 *
 * @see docs/spec.md B1, B2
 */
export async function routeModelRequest(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  const [path = ''] = (request.url ?? '').split('?');
  const isChat = path === '/v1/chat/completions';
  if (!isChat && path !== '/v1/models') return refuse(response, 404, 'not-found', `There is nothing at ${path}.`);
  const allowed = isChat ? 'POST' : 'GET';
  if (request.method !== allowed) {
    response.setHeader('allow', allowed);
    return refuse(response, 405, 'bad-request', `${path} takes ${allowed} only.`);
  }
  if (!isChat) return isAllowed(request, door) ? sendJson(response, 200, modelList(door)) : refuseKey(response);
  const exchange = createExchange(request, response);
  door.requests.push(exchange.record);
  if (door.requests.length > door.maxRecords) door.requests.shift();
  return isAllowed(request, door) ? answerChat(exchange, door) : refuseKey(response);
}

async function answerChat(exchange: Exchange, { models, clock }: Door): Promise<void> {
  const { request, response } = exchange;
  // Other types are what a foreign page can send without asking first.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return refuse(response, 415, 'bad-request', 'The content type must be application/json.');
  }
  const text = await readBody(request, MAX_BODY_BYTES);
  if (text === undefined) {
    response.setHeader('connection', 'close');
    return refuse(response, 413, 'too-large', 'The body is larger than 16 MiB.');
  }
  const body = parseJson(text);
  exchange.recordBody(text, body);
  if (body === undefined) return refuse(response, 400, 'bad-request', 'The body is not valid JSON.');
  const parsed = parseChatRequest(body);
  if (!parsed.ok) return refuse(response, 400, 'bad-request', parsed.message);
  const model = models.get(parsed.request.model);
  if (!model) return refuse(response, 404, 'unknown-model', `The model \`${parsed.request.model}\` does not exist.`);
  return 'answer' in model
    ? playAnswer(model.answer(parsed.request), exchange, clock)
    : sendReply(model, parsed.request, exchange);
}

function isAllowed(request: IncomingMessage, { apiKey }: Door): boolean {
  return apiKey === undefined || request.headers.authorization === `Bearer ${apiKey}`;
}

function modelList({ models }: Door): string {
  const data = Array.from(models, ([id, { description }]) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: 'rivulet',
    description,
  }));
  return JSON.stringify({ object: 'list', data });
}

function refuseKey(response: ServerResponse): void {
  refuse(response, 401, 'unauthorized', 'The API key is not correct.');
}

function refuse(response: ServerResponse, status: number, code: ReplyErrorCode, message: string): void {
  sendJson(response, status, JSON.stringify(chatError(replyError(code, message))));
}
