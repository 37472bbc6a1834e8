/**
 * Where a link of a reply may lead.
 * @returns the parsed URL if it is absolute and its scheme is http, https or mailto; `undefined` means: draw it as text. Relative
 *   addresses are refused because a GET to the app's own origin is a command to it.
 * @see docs/spec.md M5
 */
export function linkTarget(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return allowedSchemes.has(url.protocol) ? url : undefined;
}

const allowedSchemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
