import { expect, test, vi } from 'vitest';
import { askToPersist } from '../../src/persistence/askToPersist.ts';

test('[P19] the browser is asked once, not where it keeps things already, and may not be there to be asked', async () => {
  const persist = vi.fn<() => Promise<boolean>>(() => Promise.resolve(true));
  expect(await askToPersist({ persist, persisted: () => Promise.resolve(true) })).toBe(true);
  expect(persist).not.toHaveBeenCalled();
  expect(await askToPersist({ persist, persisted: () => Promise.resolve(false) })).toBe(true);
  expect(persist).toHaveBeenCalledOnce();
  expect(
    await askToPersist({ persist: () => Promise.reject(new Error('No.')), persisted: () => Promise.resolve(false) }),
  ).toBe(false);
  vi.stubGlobal('navigator', {});
  expect(await askToPersist()).toBe(false);
});
