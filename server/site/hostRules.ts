import { hostname } from 'node:os';
import { isIP } from 'node:net';

/** Which names of this server a request may use. */
export interface HostRules {
  /** Whether a `Host` header names this server. */
  allows(host: string | undefined): boolean;
  /** Where a page asked for as `localhost` lives instead, such as `http://127.0.0.1:3210`; `undefined` when it may stay. */
  canonicalOrigin(host: string | undefined): string | undefined;
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '::1'];
const WILDCARDS = ['0.0.0.0', '::'];

/** Whether a listening address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * The rules for a server that listens on `host`. A page of another site can make its name point at this machine, so a name that is
 * not ours is refused; an address cannot be made to point elsewhere, so a server on all interfaces (which has a token) answers to each.
 * The port is not compared: it may be forwarded, and a browser cannot lie about it to any use.
 *
 * @see docs/spec.md H19, H20
 */
export function createHostRules(host: string): HostRules {
  const onAllInterfaces = WILDCARDS.includes(host);
  const machine = hostname().toLowerCase();
  const names = new Set([...LOOPBACK_NAMES, host, ...(onAllInterfaces ? [machine, `${machine}.local`] : [])]);
  const servesIpv4Loopback = host === '127.0.0.1' || onAllInterfaces;
  return {
    allows(header) {
      const name = splitHost(header)?.name;
      return name !== undefined && (names.has(name) || (onAllInterfaces && isIP(name) !== 0));
    },
    canonicalOrigin(header) {
      const given = splitHost(header);
      return servesIpv4Loopback && given?.name === 'localhost' ? `http://127.0.0.1${given.port}` : undefined;
    },
  };
}

/** A `Host` header in its parts, the port with its colon, an IPv6 address without brackets. @see https://www.rfc-editor.org/rfc/rfc9110#section-7.2 */
function splitHost(header: string | undefined): { name: string; port: string } | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(:\d{1,5})?$/.exec(header?.toLowerCase() ?? '');
  const name = match?.[1] ?? match?.[2];
  return name === undefined ? undefined : { name, port: match?.[3] ?? '' };
}
