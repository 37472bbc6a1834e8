import { afterEach, expect, test, vi } from 'vitest';
import { wipeBrowser } from '../../src/persistence/wipeBrowser.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

/** A database whose removal ends so. */
function removalEndsWith(type: string): void {
  vi.stubGlobal('indexedDB', {
    deleteDatabase() {
      const request = Object.assign(new EventTarget(), { error: new DOMException('No.', 'UnknownError') });
      queueMicrotask(() => request.dispatchEvent(new Event(type)));
      return request;
    },
  });
}

test.each(['success', 'blocked'])(
  '[I6] a removal that ends with %s takes what is kept beside the database too',
  async (type) => {
    removalEndsWith(type);
    localStorage.setItem('rivulet.theme', 'dark');
    localStorage.setItem('other', 'stays');
    await wipeBrowser();
    expect(Object.keys(localStorage)).toEqual(['other']);
  },
);

test('[I6] a database that cannot be removed is told of, and what is kept beside it is gone', async () => {
  removalEndsWith('error');
  localStorage.setItem('rivulet.drafts', '[]');
  await expect(wipeBrowser()).rejects.toMatchObject({ name: 'StorageError', code: 'failed' });
  expect(Object.keys(localStorage)).toEqual([]);
});
