import { isCount } from '../../protocol/events.ts';
import { isRecord } from '../../protocol/parts.ts';
import { plainText } from './plainText.ts';
import { redact } from './redact.ts';

/** What an error from a provider says, in whichever shape it came. */
export interface ErrorFacts {
  /** Its own words, safe to show; the empty string when there are none. */
  readonly words: string;
  /** Its codes and types, in lower case. */
  readonly labels: string;
  /** The HTTP status that it names. */
  readonly status: number | undefined;
  /** How long the conversation is and how long it may be, where it says so. */
  readonly tokens: { readonly asked: number; readonly limit: number } | undefined;
}

const MAX_WORDS_UNITS = 280;

/** How deep errors are packed into errors. */
const MAX_DEPTH = 4;

const HTML = /<(?:!doctype|html|head|body)\b/i;

/**
 * Reads an error: a string, an object, either of them in a field `error` or in a list, or FastAPI's `detail`.
 *
 * @see docs/spec.md V18, V20
 */
export function errorFacts(value: unknown): ErrorFacts {
  const inner = unwrap(value, 0);
  const fields = isRecord(inner) ? inner : {};
  const { n_prompt_tokens: asked, n_ctx: limit } = fields;
  return {
    words: safeWords(typeof inner === 'string' ? inner : wordsIn(fields)),
    labels: ['code', 'type', 'status', 'error_type']
      .map((name) => stringIn(fields, name))
      .join(' ')
      .toLowerCase(),
    status: ['code', 'status', 'status_code'].map((name) => Number(fields[name])).find(isErrorStatus),
    tokens: isCount(asked) && isCount(limit) ? { asked, limit } : undefined,
  };
}

function unwrap(value: unknown, depth: number): unknown {
  if (depth >= MAX_DEPTH) return value;
  if (Array.isArray(value)) return unwrap(value[0], depth + 1);
  return isRecord(value) && value['error'] ? unwrap(value['error'], depth + 1) : value;
}

function wordsIn(fields: Record<string, unknown>): string {
  // OpenRouter wraps the words of the provider behind it: "Provider returned error" alone helps nobody.
  const metadata = isRecord(fields['metadata']) ? fields['metadata'] : {};
  const raw = stringIn(metadata, 'raw');
  const words = ['message', 'detail', 'msg'].map((name) => stringIn(fields, name)).find((text) => text !== '');
  if (words !== undefined) return raw === '' ? words : `${words}: ${raw}`;
  const first: unknown = Array.isArray(fields['detail']) ? fields['detail'][0] : undefined;
  return isRecord(first) ? stringIn(first, 'msg') : '';
}

function safeWords(words: string): string {
  if (HTML.test(words) || words.trimStart().startsWith('<')) return '';
  return plainText(redact(plainText(words, Infinity)), MAX_WORDS_UNITS);
}

function stringIn(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

function isErrorStatus(value: number): boolean {
  return Number.isInteger(value) && value >= 400 && value <= 599;
}
