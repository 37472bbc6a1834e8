import { ReplyError, replyError } from '../protocol/errors.ts';
import type { ChatModel, ChatRequest, ModelPiece } from './ChatModel.ts';
import { createTinyModel } from './tiny/createTinyModel.ts';
import { TinyModelError, type TinyEvent, type TinyModel, type TinyRequest } from './tiny/TinyModel.ts';

/** Tokens a second. At its full speed a reply would be there before anyone saw it stream or could stop it. */
const READING_PACE = 120;

/**
 * The built-in model of one million parameters behind the contract of the door.
 *
 * @see docs/spec.md B7
 */
export function tinyChatModel(tiny: TinyModel = createTinyModel()): ChatModel {
  return {
    description: '1 million parameters: fluent nonsense, real streaming.',
    async *respond(request, signal) {
      try {
        for await (const event of tiny.generate(tinyRequest(request), signal)) yield pieceOf(event);
      } catch (error) {
        throw error instanceof TinyModelError
          ? new ReplyError(replyError('provider', error.message), { cause: error })
          : error;
      }
    },
    warmUp: () => tiny.warmUp(),
    close: () => tiny.close(),
  };
}

function tinyRequest({ messages, maxTokens, temperature, seed }: ChatRequest): TinyRequest {
  return {
    messages,
    tokensPerSecond: READING_PACE,
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
  };
}

function pieceOf(event: TinyEvent): ModelPiece {
  switch (event.type) {
    case 'notice':
      return { type: 'notice', text: noticeOf(event) };
    case 'text':
      return event;
    case 'end': {
      const usage = { inputTokens: event.promptTokens, outputTokens: event.completionTokens };
      return { type: 'finish', finishReason: event.finishReason, usage };
    }
  }
}

function noticeOf({ droppedTurns, newestCut }: Extract<TinyEvent, { type: 'notice' }>): string {
  if (newestCut) return 'This model reads only a short text: the beginning of your message was left out.';
  const messages = droppedTurns === 1 ? 'message was' : `${droppedTurns} messages were`;
  return `This model reads only a short text: the oldest ${messages} left out.`;
}
