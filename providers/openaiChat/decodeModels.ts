import { isRecord } from '../../protocol/parts.ts';
import { parseJson } from '../../protocol/sse.ts';
import type { ListedModel } from '../Provider.ts';
import { plainText } from './plainText.ts';

/** Names of models that make or read something other than chats. OpenAI lists all kinds in one list and says of none what it is. */
const NO_CHAT =
  /embed|whisper|moderation|rerank|transcribe|dall-e|(?:^|[-/])(?:tts|sora|image|realtime|audio|bge|imagen|veo)\b|babbage|davinci|all-minilm|stable-diffusion|gpt-3\.5-turbo-instruct/i;

/** What servers that do name the kind call the others. */
const OTHER_KINDS: ReadonlySet<unknown> = new Set([
  'embedding',
  'embeddings',
  'image',
  'audio',
  'video',
  'rerank',
  'moderation',
  'transcribe',
]);

const MAX_NAME_UNITS = 256;
const MAX_DESCRIPTION_UNITS = 200;

/**
 * The models that can chat, in the server's order: from OpenAI's `data`, from `models` (Ollama, llama.cpp), or from a bare list
 * (Together). `undefined` when the body is no such list.
 *
 * @see docs/spec.md V21
 */
export function decodeModels(body: string): readonly ListedModel[] | undefined {
  const list = listIn(parseJson(body));
  if (!list) return undefined;
  const models = new Map<string, ListedModel>();
  for (const model of list.filter(isRecord)) {
    const name = nameOf(model);
    if (name !== undefined && canChat(name, model)) models.set(name, { name, ...describe(model['description']) });
  }
  return [...models.values()];
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (isList(value)) return value;
  if (!isRecord(value)) return undefined;
  const list = [value['data'], value['models']].find(isList);
  if (list) return list;
  // Ollama without a single model: `"data": null`.
  return value['object'] === 'list' && value['data'] === null ? [] : undefined;
}

function nameOf(model: Record<string, unknown>): string | undefined {
  return [model['id'], model['model'], model['name']].find(isName);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME_UNITS;
}

function canChat(name: string, { type, capabilities, architecture }: Record<string, unknown>): boolean {
  if (NO_CHAT.test(name) || OTHER_KINDS.has(type)) return false;
  if (isRecord(capabilities) && capabilities['completion_chat'] === false) return false;
  const outputs = isRecord(architecture) ? architecture['output_modalities'] : undefined;
  return !Array.isArray(outputs) || outputs.includes('text');
}

function describe(description: unknown): Pick<ListedModel, 'description'> {
  const text = typeof description === 'string' ? plainText(description, MAX_DESCRIPTION_UNITS) : '';
  return text === '' ? {} : { description: text };
}
