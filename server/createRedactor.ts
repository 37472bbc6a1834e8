import type { ReplyEventBody } from '../protocol/events.ts';

/** Takes a key out of whatever a provider said. */
export interface Redactor {
  text(words: string): string;
  event(event: ReplyEventBody): ReplyEventBody;
}

/** Shorter keys are placeholders that keyless servers ask for; as words of a reply (`ollama`) they must stay. */
const MIN_SECRET_UNITS = 4;
const MIN_SECRET_UNITS_IN_DELTAS = 12;

const PLACEHOLDER = '[key]';

/**
 * A redactor of one key, for everything that leaves the server. A key that a model spells out over several deltas is
 * not found: a model server is trusted with the key, only not to keep it out of its error messages.
 *
 * @see docs/spec.md S14
 */
export function createRedactor(key: string): Redactor {
  const redact = (text: string): string => (text.includes(key) ? text.replaceAll(key, PLACEHOLDER) : text);
  const isSecret = key.length >= MIN_SECRET_UNITS;
  const isSecretInDeltas = key.length >= MIN_SECRET_UNITS_IN_DELTAS;
  return {
    text: (words) => (isSecret ? redact(words) : words),
    event(event) {
      if (event.type !== 'part-delta') return isSecret ? redactStrings(event, redact) : event;
      return isSecretInDeltas && event.delta.includes(key) ? { ...event, delta: redact(event.delta) } : event;
    },
  };
}

/** The same value with every string in it redacted. */
function redactStrings<T>(value: T, redact: (text: string) => string): T {
  // Strings become strings and objects keep their fields, so the shape stays the same.
  return JSON.parse(JSON.stringify(value), (_name, field: unknown) =>
    typeof field === 'string' ? redact(field) : field,
  ) as T;
}
