import { afterEach, beforeEach } from 'vitest';

/**
 * A request that no mock answers fails the test, also when the code under test swallows the error. Servers that a test
 * starts itself listen on 127.0.0.1 and are let through; in jsdom `localhost` is the page's own origin, so a request to it is one
 * that should have been mocked.
 */
const allowedHosts = 'document' in globalThis ? ['127.0.0.1', '[::1]'] : ['127.0.0.1', '[::1]', 'localhost'];
const strays: string[] = [];
const realFetch = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  if (isAllowed(url)) return realFetch(input, init);
  strays.push(url);
  return Promise.reject(new TypeError(`fetch failed: no mock answers ${url}`));
};

beforeEach(() => {
  strays.length = 0;
});

afterEach(() => {
  const seen = strays.splice(0);
  if (seen.length > 0) throw new Error(`Requests that no mock answers: ${seen.join(', ')}`);
});

function isAllowed(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'data:' || protocol === 'blob:' || allowedHosts.includes(hostname);
}
