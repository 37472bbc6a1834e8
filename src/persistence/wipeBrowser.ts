/**
 * Removes all that this page keeps in the browser: its database, its settings, and what it remembers of this tab. What is open is
 * to be closed before.
 *
 * @see docs/spec.md I6
 */
export async function wipeBrowser(): Promise<void> {
  await new Promise<void>((resolve) => {
    const request = indexedDB.deleteDatabase('rivulet');
    // Blocked by another tab: it goes with that, and its rows are gone already.
    for (const end of ['success', 'error', 'blocked']) request.addEventListener(end, () => resolve());
  });
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (key.startsWith('rivulet')) storage.removeItem(key);
  }
}
