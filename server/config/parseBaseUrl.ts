/** What is wrong with the address of a model API, as words that can follow the setting's name. */
export class BaseUrlError extends Error {
  override readonly name = 'BaseUrlError';
}

/** Where `/chat/completions` and `/models` live when an address has no path of its own. */
const DEFAULT_PATH = '/v1';

/**
 * The base address of a model API in the form that `Upstream.baseUrl` has: no slash at the end, and `/v1` when the text has no path
 * (`https://api.openai.com`). A path is taken at its word, because not every API lives under `/v1`; only the
 * `/chat/completions` of an address that was copied whole is cut off.
 *
 * @throws {BaseUrlError} when it is no http or https address, or carries a user name, a password, a query or a fragment. Its
 * message does not repeat the address, which may hold a secret.
 * @see docs/spec.md H2
 */
export function parseBaseUrl(text: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new BaseUrlError(
      'expected an address that starts with http:// or https://, such as "https://api.example.com/v1".',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new BaseUrlError('expected an address without a user name and a password; a key has its own setting.');
  }
  if (url.search !== '' || url.hash !== '') {
    throw new BaseUrlError('expected an address without "?" and "#": paths are appended to it.');
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  return url.origin + (path === '' ? DEFAULT_PATH : path);
}
