import { toStorageError } from './toStorageError.ts';

/**
 * Removes all that this page keeps in the browser: its database, its settings, and what it remembers of this tab. What is open is
 * to be closed before. Rejects where the database cannot be removed, when the rest is gone.
 *
 * @see docs/spec.md I6
 */
export async function wipeBrowser(): Promise<void> {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (key.startsWith('rivulet')) storage.removeItem(key);
  }
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase('rivulet');
    // Blocked by another tab: it goes with that, and its rows are gone already.
    for (const end of ['success', 'blocked']) request.addEventListener(end, () => resolve());
    request.addEventListener('error', () => reject(toStorageError(request.error)));
  });
}
