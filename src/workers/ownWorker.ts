/** What we use of Trusted Types, which TypeScript's library does not describe yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

/** The one policy that the server's headers allow. @see server/site/securityHeaders.ts */
const policyName = 'rivulet-worker';

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * Starts a module worker of our own build.
 * @param url the worker's file, as `import url from './a.worker.ts?worker&url'` names it.
 * @throws {TypeError} when the URL is not of this page's origin.
 * @see https://www.w3.org/TR/trusted-types/
 */
export function ownWorker(url: string): Worker {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return new Worker(ownUrl(url), { type: 'module' });
  policy ??= trustedTypes.createPolicy(policyName, { createScriptURL: ownUrl });
  // The constructor takes a TrustedScriptURL where the library's types say a string.
  return new Worker(policy.createScriptURL(url) as string, { type: 'module' });
}

function ownUrl(url: string): string {
  const { href, origin } = new URL(url, location.href);
  if (origin !== location.origin) throw new TypeError(`${href} is no worker of this page`);
  return href;
}
