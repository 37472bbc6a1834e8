import type { Part } from '../../protocol/parts.ts';
import type { RequestMessage } from '../../protocol/requests.ts';
import type { ProviderInput, ProviderRequest } from '../Provider.ts';

type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string } };

interface ChatMessage {
  readonly role: RequestMessage['role'];
  readonly content: string | readonly ContentPart[];
}

/**
 * A streamed chat completion that also reports what it cost.
 *
 * @see docs/spec.md V1 to V3
 */
export function buildRequest(input: ProviderInput, key: string): ProviderRequest {
  const { temperature, maxOutputTokens } = input.params;
  return {
    path: '/chat/completions',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...authorization(key) },
    body: JSON.stringify({
      model: input.model,
      messages: joinQuestions(input.messages.flatMap(chatMessage)),
      stream: true,
      stream_options: { include_usage: true },
      temperature,
      // The name that every server knows. Ollama and others ignore `max_completion_tokens` without a word and write on
      // (ollama/ollama#7125); OpenAI's reasoning models refuse this one, but in words that the reader gets to see.
      max_tokens: maxOutputTokens,
    }),
  };
}

/** The request that lists the models. */
export function buildModelsRequest(key: string): Omit<ProviderRequest, 'body'> {
  return { path: '/models', headers: { accept: 'application/json', ...authorization(key) } };
}

function authorization(key: string): Record<string, string> {
  return key === '' ? {} : { authorization: `Bearer ${key}` };
}

function chatMessage({ role, parts }: RequestMessage): ChatMessage[] {
  // Only questions may show images, in every server that takes them at all.
  const content = parts.flatMap((part) => contentPart(part, role === 'user'));
  if (content.length === 0) return [];
  return [{ role, content: asText(content) ?? content }];
}

function contentPart(part: Part, withImages: boolean): ContentPart[] {
  if (part.type === 'text' && part.text !== '') return [{ type: 'text', text: part.text }];
  if (part.type === 'image' && withImages) return [{ type: 'image_url', image_url: { url: part.url } }];
  return [];
}

function asText(content: readonly ContentPart[]): string | undefined {
  const texts = content.filter((part) => part.type === 'text');
  return texts.length === content.length ? texts.map(({ text }) => text).join('') : undefined;
}

/** Joins questions that stand side by side (the answer between them never came): many chat templates insist on taking turns. */
function joinQuestions(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const joined: ChatMessage[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (message.role === 'user' && last?.role === 'user') {
      joined[joined.length - 1] = { role: 'user', content: joinContent(last.content, message.content) };
    } else {
      joined.push(message);
    }
  }
  return joined;
}

function joinContent(first: ChatMessage['content'], second: ChatMessage['content']): ChatMessage['content'] {
  if (typeof first === 'string' && typeof second === 'string') return `${first}\n\n${second}`;
  return [...contentParts(first), ...contentParts(second)];
}

function contentParts(content: ChatMessage['content']): readonly ContentPart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}
