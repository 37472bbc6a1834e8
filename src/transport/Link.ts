import type { ReplyErrorBody } from '../../protocol/errors.ts';
import type { ReplyEvent } from '../../protocol/events.ts';

/** One request for a reply's events. With `isPiece` it reads only what is there, instead of holding the connection open. */
export type LinkRequest =
  /** Sends the question; the same body again attaches to the same reply. */
  | { readonly method: 'POST'; readonly body: string; readonly isPiece?: boolean }
  /** Follows a reply from after the `seq` that was applied last. */
  | { readonly method: 'GET'; readonly after: number; readonly isPiece?: boolean };

/** What the reader of a link makes of an event: to go on, that it was the last, or that it does not follow the one before. */
export type Verdict = 'go-on' | 'final' | 'gap';

/** Who listens to a link. */
export interface LinkListener {
  /** Ends the link. */
  readonly signal: AbortSignal;
  onOpen(): void;
  onEvent(event: ReplyEvent): Verdict;
}

/** How a link ended. */
export type LinkEnd =
  /** With the reply's final event. */
  | { readonly kind: 'final' }
  /** By the listener's signal. */
  | { readonly kind: 'aborted' }
  /** All that was there was read, or the connection was given up for another reply's: the rest is read by the next. */
  | { readonly kind: 'piece' }
  /** The server has nothing after the place that was asked for. */
  | { readonly kind: 'nothing-more' }
  /** It could not be made, broke off, or was silent for too long. */
  | { readonly kind: 'lost' }
  /** The server sent something that is no reply: a gap, an event that cannot be read, an endless line, nothing at all. */
  | { readonly kind: 'broken'; readonly error: ReplyErrorBody }
  /** The server answered with something other than a stream. */
  | { readonly kind: 'refused'; readonly status: number; readonly error: ReplyErrorBody }
  /** The listener threw. */
  | { readonly kind: 'defect'; readonly cause: unknown };

/** Makes one request and hands over its events; never rejects, and leaves no connection open. */
export type OpenLink = (request: LinkRequest, listener: LinkListener) => Promise<LinkEnd>;
