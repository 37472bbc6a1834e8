import type { OpenSource } from './ReadySource.ts';

/** A request as the core sees it: no HTTP library in it. The two doors (`nodeServer.ts`, `fetchHandler.ts`) make it. */
export interface CoreRequest {
  /** In capitals. */
  readonly method: string;
  /** The path as it came, percent-encoding untouched, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body in chunks; may be read once. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

/** An answer of the core. */
export interface CoreResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Nothing, a whole body, or chunks that the door takes as fast as the client reads; it closes them when the client goes. */
  readonly body: null | string | Uint8Array | OpenSource<string>;
}
