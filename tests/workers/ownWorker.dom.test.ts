import { beforeEach, expect, test, vi } from 'vitest';

type CreatePolicy = (
  name: string,
  rules: { createScriptURL(url: string): string },
) => { createScriptURL(url: string): unknown };

/** What the stubbed constructor was given. */
const started: unknown[] = [];

beforeEach(() => {
  started.length = 0;
  vi.resetModules();
  vi.stubGlobal('Worker', function Worker(...given: unknown[]) {
    started.push(given);
  });
});

test('[M28] a worker is started through the one policy that the page may have', async () => {
  const createPolicy = vi.fn<CreatePolicy>((_name, rules) => ({
    createScriptURL: (url: string) => ({ trusted: rules.createScriptURL(url) }),
  }));
  vi.stubGlobal('trustedTypes', { createPolicy });
  const { ownWorker } = await import('../../src/workers/ownWorker.ts');
  ownWorker('/assets/a.worker-x1.js');
  ownWorker('/assets/b.worker-x2.js');
  expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(['rivulet-worker']);
  expect(started).toEqual([
    [{ trusted: `${location.origin}/assets/a.worker-x1.js` }, { type: 'module' }],
    [{ trusted: `${location.origin}/assets/b.worker-x2.js` }, { type: 'module' }],
  ]);
});

test.each(['https://elsewhere.example/a.js', '//elsewhere.example/a.js', 'data:text/javascript,1', 'blob:null/1'])(
  '[M28] %s is no worker of ours',
  async (url) => {
    const { ownWorker } = await import('../../src/workers/ownWorker.ts');
    expect(() => ownWorker(url)).toThrow(TypeError);
    expect(started).toEqual([]);
  },
);

test('[M28] without Trusted Types a worker is started as it is', async () => {
  const { ownWorker } = await import('../../src/workers/ownWorker.ts');
  ownWorker('/assets/a.worker-x1.js');
  expect(started).toEqual([[`${location.origin}/assets/a.worker-x1.js`, { type: 'module' }]]);
});
