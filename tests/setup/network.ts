import dns from 'node:dns';
import { isIP } from 'node:net';
import { afterEach, beforeEach } from 'vitest';

/**
 * A request that no mock answers fails the test, also when the code under test swallows the error. It is noticed where it would
 * look up a host name, because MSW answers below `fetch` and its connections never get that far. Servers that a test starts
 * itself listen on 127.0.0.1, which needs no look-up; in jsdom `localhost` is the page's own origin, so a request to it is one that
 * should have been mocked.
 */
const allowedHosts = 'document' in globalThis ? [] : ['localhost'];
const strays: string[] = [];
const realLookup = dns.lookup;

dns.lookup = Object.assign((host: string, ...rest: unknown[]) => {
  const callback = rest.at(-1);
  if (isIP(host) > 0 || allowedHosts.includes(host) || typeof callback !== 'function') {
    Reflect.apply(realLookup, dns, [host, ...rest]);
    return;
  }
  strays.push(host);
  const refusal = Object.assign(new Error(`no mock answers a request to ${host}`), { code: 'ENOTFOUND' });
  queueMicrotask(() => {
    Reflect.apply(callback, undefined, [refusal]);
  });
}, realLookup);

beforeEach(() => {
  strays.length = 0;
});

afterEach(() => {
  const seen = strays.splice(0);
  if (seen.length > 0) throw new Error(`No mock answers requests to: ${seen.join(', ')}`);
});
