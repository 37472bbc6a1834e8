/**
 * Whether a request comes from our own page, from the address bar or from a program, and not from another site.
 * Browsers say so in `Sec-Fetch-Site`; older ones send an `Origin` that must equal `Host`; programs send neither.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 * @see docs/spec.md S3
 */
export function sameOrigin(headers: Readonly<Record<string, string | undefined>>): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  if (origin === undefined) return true;
  // The scheme is not compared: behind a proxy that speaks TLS we do not know it.
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}
