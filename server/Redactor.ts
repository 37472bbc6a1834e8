import type { ReplyEventBody } from '../protocol/events.ts';

/** Shorter keys are placeholders that keyless servers ask for; as words of a reply (`ollama`) they must stay. */
const MIN_SECRET_UNITS = 4;
const MIN_SECRET_UNITS_IN_DELTAS = 12;

const PLACEHOLDER = '[key]';

/**
 * Takes one key out of whatever a provider said, for everything that leaves the server. A key that a model spells out
 * over several deltas is not found: a model server is trusted with the key, only not to keep it out of its error messages.
 *
 * @see docs/spec.md S14
 */
export class Redactor {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  text(words: string): string {
    return this.#key.length >= MIN_SECRET_UNITS ? this.#redact(words) : words;
  }

  event(event: ReplyEventBody): ReplyEventBody {
    if (event.type !== 'part-delta') return this.#key.length >= MIN_SECRET_UNITS ? this.#redactStrings(event) : event;
    const isSecret = this.#key.length >= MIN_SECRET_UNITS_IN_DELTAS;
    return isSecret && event.delta.includes(this.#key) ? { ...event, delta: this.#redact(event.delta) } : event;
  }

  #redact(text: string): string {
    return text.includes(this.#key) ? text.replaceAll(this.#key, PLACEHOLDER) : text;
  }

  /** The same value with every string in it redacted. */
  #redactStrings<T>(value: T): T {
    // Strings become strings and objects keep their fields, so the shape stays the same.
    return JSON.parse(JSON.stringify(value), (_name, field: unknown) =>
      typeof field === 'string' ? this.#redact(field) : field,
    ) as T;
  }
}
