import { networkInterfaces } from 'node:os';
import type { Environment } from './config/readEnvironment.ts';

/** The links under which a person reaches a Rivulet that listens, the best one first; with the token when there is one. */
export function linksOf(
  { host, token }: Pick<Environment, 'host' | 'token'>,
  port: number,
): readonly [string, ...string[]] {
  const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`;
  const linkTo = (address: string): string =>
    `http://${address.includes(':') ? `[${address}]` : address}:${port}/${query}`;
  const onAllInterfaces = host === '0.0.0.0' || host === '::';
  return onAllInterfaces ? [linkTo('127.0.0.1'), ...networkAddresses().map(linkTo)] : [linkTo(host)];
}

/** The IPv4 addresses under which other machines may see this one. */
function networkAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}
