/** How long a page is left alone after it has been loaded, in milliseconds. */
const REST_MS = 5000;

/**
 * Has the browser fetch, with nothing better to do, what the page will need later (dialogs, colours of code, formulas), so that it is there
 * at once then, also without a connection. What cannot be fetched now is fetched when it is needed.
 *
 * @param listUrl where the paths stand, as a JSON array of strings; written by the build
 * @see docs/spec.md X20
 */
export function prefetchWhenIdle(listUrl = '/prefetch.json'): void {
  setTimeout(() => {
    if (savesData()) return;
    // Safari has no idle callbacks yet.
    const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
    whenIdle(() => void prefetch(listUrl));
  }, REST_MS);
}

async function prefetch(listUrl: string): Promise<void> {
  for (const path of await pathsOf(listUrl)) {
    const link = document.createElement('link');
    link.rel = 'prefetch';
    link.href = path;
    document.head.append(link);
  }
}

async function pathsOf(listUrl: string): Promise<readonly string[]> {
  try {
    const answer = await fetch(listUrl);
    const list: unknown = answer.ok ? await answer.json() : [];
    return Array.isArray(list) ? list.filter(isOwnPath) : [];
  } catch {
    // Offline: nothing is needed now.
    return [];
  }
}

/** A path on this server, and not `//host`. */
function isOwnPath(value: unknown): value is string {
  return typeof value === 'string' && /^\/[^/\\]/.test(value);
}

/** Whether the person has asked the browser to fetch little. @see https://wicg.github.io/savedata/ */
function savesData(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } }; // Not in TypeScript's library.
  return connection?.saveData === true;
}
