const MAX_WAIT_MS = 24 * 60 * 60 * 1000;

const HTTP_DATE = /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2}(?:\d{2})? \d{2}:\d{2}:\d{2} GMT$/;

/**
 * How long a server asks to wait, in milliseconds from `nowMs`, at most a day: `retry-after-ms`, else `Retry-After` as seconds or as
 * a date. `undefined` when it does not ask, or when what it asks is neither.
 *
 * @see docs/spec.md V19
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterMs(headers: Readonly<Record<string, string | undefined>>, nowMs: number): number | undefined {
  const waitMs = numberOf(headers['retry-after-ms']) ?? waitOf(headers['retry-after']?.trim() ?? '', nowMs);
  return waitMs === undefined ? undefined : Math.min(Math.max(0, Math.ceil(waitMs)), MAX_WAIT_MS);
}

function waitOf(value: string, nowMs: number): number | undefined {
  const seconds = numberOf(value);
  if (seconds !== undefined) return seconds * 1000;
  // `Date.parse` alone makes a date of nearly everything, "banana 1" included.
  return HTTP_DATE.test(value) ? Date.parse(value) - nowMs : undefined;
}

function numberOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*\d{1,15}(?:\.\d{1,9})?\s*$/.test(value) ? Number(value) : undefined;
}
