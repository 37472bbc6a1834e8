import type { Page } from '@playwright/test';

/** Whether a text is among the messages that a page's browser keeps. */
export function isOnDisk(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('The database cannot be read.')));
      });
    const database = await settled(indexedDB.open('rivulet'));
    const messages = await settled(database.transaction('messages').objectStore('messages').getAll());
    database.close();
    return JSON.stringify(messages).includes(wanted);
  }, text);
}
