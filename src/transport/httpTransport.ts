import type { Clock } from './Clock.ts';
import type { ReplyTransport } from './ReplyTransport.ts';

/** How our server is reached. Everything has a default. */
export interface HttpTransportOptions {
  /** What stands before `/api`, without a slash at the end; by default nothing: the page's own origin. */
  readonly baseUrl?: string;
  /** Header fields of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** By default the page's own, looked up at each request. */
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  /** A number from 0 to below 1: spreads reconnects. By default `Math.random`. */
  readonly random?: () => number;
}

/** The transport to our own server. */
export function createHttpTransport(options: HttpTransportOptions = {}): ReplyTransport {
  throw new Error(`not written yet: ${Object.keys(options).join()}`);
}
