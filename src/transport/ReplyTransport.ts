import type { ReplyEvent } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';

/** How one reply is followed. */
export interface StreamOptions {
  /** The last `seq` that was applied; 0 for none. */
  readonly after: number;
  /** Ends the following, not the generation. */
  readonly signal: AbortSignal;
  /** Gets every event in order, exactly once, without a gap in `seq`. Must not throw. */
  onEvent(event: ReplyEvent): void;
  /** The connection was lost; the transport tries again by itself. */
  onLinkLost(): void;
  /** The connection stands (again). */
  onLinkOpen(): void;
}

/** The way to a model. Any will do: our server, a model API called directly, your own backend in forty lines. */
export interface ReplyTransport {
  /**
   * Streams one reply until its final event, or until `signal` aborts; resolves in both cases.
   *
   * @throws {ReplyError} when no final event can be had: `offline`, `truncated`, `unauthorized`, `protocol`, or what the server answered.
   */
  stream(request: ReplyRequest, options: StreamOptions): Promise<void>;
  /** Ends the generation. Resolves with `acknowledged` once the other side has taken note, else with `unreachable`; never rejects. */
  stop(replyId: ReplyId): Promise<'acknowledged' | 'unreachable'>;
  /** Forgets what the server holds of a reply. Resolves with `acknowledged` once it has taken note, else with `unreachable`; never rejects. */
  forget(replyId: ReplyId): Promise<'acknowledged' | 'unreachable'>;
}
