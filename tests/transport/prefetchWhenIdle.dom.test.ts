import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { prefetchWhenIdle } from '../../src/transport/prefetchWhenIdle.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  document.head.replaceChildren();
});

function prefetched(): readonly (string | null)[] {
  return [...document.querySelectorAll('link[rel=prefetch]')].map((link) => link.getAttribute('href'));
}

function serve(answer: () => Response | Promise<Response>) {
  const asked = vi.fn<typeof fetch>(async () => answer());
  vi.stubGlobal('fetch', asked);
  return asked;
}

test('[X20] five seconds after it was loaded a page has fetched what it may need later', async () => {
  const asked = serve(() => Response.json(['/assets/a-12345678.js', '/assets/b-12345678.css']));
  prefetchWhenIdle();
  await vi.advanceTimersByTimeAsync(4900);
  expect(asked).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(prefetched()).toEqual(['/assets/a-12345678.js', '/assets/b-12345678.css']);
});

test('[X20] a browser that is to save data fetches nothing ahead', async () => {
  const asked = serve(() => Response.json(['/assets/a-12345678.js']));
  vi.stubGlobal('navigator', { connection: { saveData: true } });
  prefetchWhenIdle();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).not.toHaveBeenCalled();
});

test('[X20] what is no path on this server is left out', async () => {
  serve(() =>
    Response.json([
      '//elsewhere.example/a.js',
      '/\\elsewhere.example/a.js',
      'https://elsewhere.example/',
      7,
      '/assets/a.js',
    ]),
  );
  prefetchWhenIdle();
  await vi.advanceTimersByTimeAsync(6000);
  expect(prefetched()).toEqual(['/assets/a.js']);
});

test.each([
  ['no network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['no such file', () => new Response('Not found', { status: 404 })],
  ['no JSON', () => new Response('<!doctype html>')],
  ['no list', () => Response.json({ files: [] })],
])('[X20] %s leaves the page as it is', async (_name, answer) => {
  serve(answer);
  prefetchWhenIdle();
  await vi.advanceTimersByTimeAsync(6000);
  expect(prefetched()).toEqual([]);
});
