import { describe, expect, test, vi } from 'vitest';
import { browserLocks } from '../../../src/session/tabs/browserLocks.ts';
import { loneLocks } from '../../../src/session/tabs/loneLocks.ts';

describe.each([
  // Node's own Web Locks are those of the standard.
  ['the Web Locks of the platform', () => browserLocks(navigator.locks)],
  ['the locks of a page that is alone', loneLocks],
] as const)('%s', (_name, createLocks) => {
  const never = new AbortController().signal;

  test('[G11] a lock is held by one at a time, in the order in which it was asked for', async () => {
    const locks = createLocks();
    const order: string[] = [];
    const first = await locks.hold('order', never);
    const [second, third] = ['second', 'third'].map((name) =>
      locks.hold('order', never).then((release) => {
        order.push(name);
        return release;
      }),
    );
    expect(order).toEqual([]);
    first();
    (await second)?.();
    expect(order).toEqual(['second']);
    (await third)?.();
    expect(order).toEqual(['second', 'third']);
  });

  test('[G11] a lock that is held or waited for is not taken by who does not wait', async () => {
    const locks = createLocks();
    const first = await locks.hold('taken', never);
    expect(await locks.tryHold('taken')).toBeUndefined();
    const waiting = locks.hold('taken', never);
    first();
    expect(await locks.tryHold('taken')).toBeUndefined();
    (await waiting)();
    // The platform learns of a release a moment later.
    const free = await vi.waitFor(async () => (await locks.tryHold('taken')) ?? Promise.reject(new Error('Held.')));
    free();
  });

  test('[G11] who gives up waiting is passed over, and a release that comes twice lets nobody in', async () => {
    const locks = createLocks();
    const first = await locks.hold('left', never);
    const leaving = new AbortController();
    const left = locks.hold('left', leaving.signal);
    const next = locks.hold('left', never);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    first();
    const second = await next;
    first();
    expect(await locks.tryHold('left')).toBeUndefined();
    second();
  });
});

test('[G11] a page that the browser gives no locks has none, and goes on', async () => {
  const refusal = (): Promise<never> => Promise.reject(new DOMException('no', 'InvalidStateError'));
  const locks = browserLocks({ request: refusal, query: refusal });
  expect(await locks.tryHold('any')).toBeUndefined();
});
