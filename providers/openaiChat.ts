import { buildModelsRequest, buildRequest } from './openaiChat/buildRequest.ts';
import { decodeError } from './openaiChat/decodeError.ts';
import { decodeModels } from './openaiChat/decodeModels.ts';
import { createReplyDecoder, decodeWhole } from './openaiChat/replyDecoder.ts';
import type { Provider } from './Provider.ts';

/**
 * The Chat Completions dialect: OpenAI's own and what nearly every other model server speaks, each with its habits.
 *
 * @see docs/spec.md the family V
 * @see https://platform.openai.com/docs/api-reference/chat
 */
export const openaiChat: Provider = {
  dialect: 'openai-chat',
  buildRequest,
  createDecoder: createReplyDecoder,
  decodeWhole,
  decodeError,
  buildModelsRequest,
  decodeModels,
};
