import { afterEach, beforeEach } from 'vitest';

/**
 * A warning or an error on the console fails the test that caused it. A test that expects one replaces the method:
 * `vi.spyOn(console, 'error').mockImplementation(() => undefined)`.
 */
const complaints: string[] = [];

console.error = record('console.error');
console.warn = record('console.warn');

beforeEach(() => {
  complaints.length = 0;
});

afterEach(() => {
  const heard = complaints.splice(0);
  if (heard.length > 0) throw new Error(`The console must stay quiet, but heard:\n${heard.join('\n')}`);
});

function record(method: string): (...values: unknown[]) => void {
  return (...values) => {
    complaints.push(`${method}: ${values.map(wordsOf).join(' ')}`);
  };
}

function wordsOf(value: unknown): string {
  if (value instanceof Error) return value.stack ?? value.message;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
