import { send, type Frame } from './Answer.ts';
import { chatError, chatFinishReason, chatUsage, createChatEncoder, type ChatIdentity } from './chatEncoder.ts';
import { isContent, textOfScript, type Script } from './script.ts';
import type { WireFormat } from './WireFormat.ts';

/** How a script is told as Chat Completions. */
export interface ChatFrameOptions extends Partial<ChatIdentity> {
  /** Whether the usage chunk is sent. Yes unless said otherwise. */
  readonly includeUsage?: boolean;
}

/** Chat Completions chunks, as an OpenAI-compatible model sends them to our server. */
export function chatFormat(options: ChatFrameOptions = {}): WireFormat {
  return {
    name: 'chat',
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
    frames: (script) => chatFrames(script, options),
    errorBody: (error) => JSON.stringify(chatError(error)),
    wholeBody: (script) => chatCompletion(script, identityOf(options)),
  };
}

/**
 * The frames of a script as Chat Completions chunks. `interrupt` sends nothing: the stream just ends, without a finish reason and
 * without `[DONE]`.
 */
export function chatFrames(script: Script, options: ChatFrameOptions = {}): readonly Frame[] {
  const encoder = createChatEncoder(identityOf(options), { includeUsage: options.includeUsage ?? true });
  const rest = script.flatMap((step): Frame | readonly Frame[] => {
    if (isContent(step)) return send(encoder.content(step), 'body');
    switch (step.type) {
      case 'wait':
      case 'hold':
        return step;
      case 'finish':
        return send(encoder.ending(step.finishReason, step.usage), 'ending');
      case 'fail':
        return send(encoder.error(step.error), 'ending');
      case 'interrupt':
        return [];
    }
  });
  return [send(encoder.opening(), 'opening'), ...rest];
}

/** A script as one whole `chat.completion`. */
export function chatCompletion(script: Script, identity: ChatIdentity): string {
  const end = script.find((step) => step.type === 'finish');
  const calls = script.filter((step) => step.type === 'tool-call');
  const thought = script.map((step) => (step.type === 'reasoning' ? step.text : '')).join('');
  const toolCalls = calls.map(({ toolCallId, name, argumentsText }) => ({
    id: toolCallId,
    type: 'function',
    function: { name, arguments: argumentsText },
  }));
  const message = {
    role: 'assistant',
    content: textOfScript(script),
    refusal: null,
    ...(thought === '' ? {} : { reasoning_content: thought }),
    ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls }),
  };
  const notices = script.filter((step) => step.type === 'notice').map((step) => step.text);
  return JSON.stringify({
    id: identity.id,
    object: 'chat.completion',
    created: identity.created,
    model: identity.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: chatFinishReason(end?.finishReason ?? 'stop') }],
    usage: chatUsage(end?.usage),
    ...(notices.length === 0 ? {} : { x_rivulet: { notice: notices.join(' ') } }),
  });
}

function identityOf({ id = 'chatcmpl-mock', model = 'mock', created = 0 }: ChatFrameOptions): ChatIdentity {
  return { id, model, created };
}
