import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createChatEncoder, chatError, type ChatIdentity } from '../mocks/chatEncoder.ts';
import { chatCompletion, chatFormat } from '../mocks/chatFrames.ts';
import { ReplyError, replyError, type ReplyErrorBody } from '../protocol/errors.ts';
import type { ChatModel, ChatRequest, ModelPiece } from './ChatModel.ts';
import type { Exchange } from './createExchange.ts';
import { sendJson } from './sendJson.ts';

/**
 * Sends what a model says, as a stream or as one object. The model is asked for its next piece only when the client has taken the
 * last one, and hears in the same moment that the client has gone.
 *
 * @see docs/spec.md B1, B3
 */
export async function sendReply(model: ChatModel, request: ChatRequest, exchange: Exchange): Promise<void> {
  const identity: ChatIdentity = {
    id: `chatcmpl-${randomUUID().replaceAll('-', '')}`,
    model: request.model,
    created: Math.floor(Date.now() / 1000),
  };
  return request.stream
    ? streamReply(model, request, exchange, identity)
    : sendWhole(model, request, exchange, identity);
}

async function streamReply(
  model: ChatModel,
  request: ChatRequest,
  exchange: Exchange,
  identity: ChatIdentity,
): Promise<void> {
  const { response, signal } = exchange;
  const encoder = createChatEncoder(identity, { includeUsage: request.includeUsage });
  response.writeHead(200, chatFormat().headers);
  response.write(encoder.opening());
  try {
    for await (const piece of model.respond(request, signal)) {
      if (signal.aborted) return;
      if (piece.type === 'finish') {
        response.end(encoder.ending(piece.finishReason, piece.usage));
        return;
      }
      exchange.countToken();
      if (!response.write(encoder.content(piece))) await drained(exchange);
    }
    // A model that ends without a word has been cut off, and so is the stream.
    response.end();
  } catch (error) {
    response.end(encoder.error(errorBodyOf(error)));
  }
}

async function sendWhole(
  model: ChatModel,
  request: ChatRequest,
  exchange: Exchange,
  identity: ChatIdentity,
): Promise<void> {
  const pieces: ModelPiece[] = [];
  try {
    for await (const piece of model.respond(request, exchange.signal)) {
      pieces.push(piece);
      if (piece.type !== 'finish') exchange.countToken();
    }
    if (!exchange.signal.aborted) sendJson(exchange.response, 200, chatCompletion(pieces, identity));
  } catch (error) {
    sendJson(exchange.response, 500, JSON.stringify(chatError(errorBodyOf(error))));
  }
}

/** Waits until the client has read on, or is gone. */
async function drained({ response, signal }: Exchange): Promise<void> {
  try {
    await once(response, 'drain', { signal });
  } catch {
    // The client went away; the loop sees that by the signal.
  }
}

function errorBodyOf(error: unknown): ReplyErrorBody {
  return error instanceof ReplyError ? error.body : replyError('provider', 'The built-in model failed.');
}
