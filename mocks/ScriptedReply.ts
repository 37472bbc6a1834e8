import type { ReplyRequest } from '../protocol/requests.ts';
import type { FaultName } from './faults.ts';
import type { Script } from './script.ts';

/** How a scripted reply is told. */
export interface ReplyOptions {
  /** What goes wrong with the answer to its first request. */
  readonly fault?: FaultName;
  /** After a fault: `serve` (unless said otherwise) lets whoever asks again have the rest; `gone` fails to connect for ever. */
  readonly afterwards?: 'serve' | 'gone';
}

/** What a test sees of a reply that it has scripted. */
export interface ScriptedReply {
  /** Resolves with the request that got this reply. */
  readonly asked: Promise<ReplyRequest>;
  /** Resolves when a fault has made the connection silent for good. */
  readonly silent: Promise<void>;
  /** Resolves when a reader went away before the end. */
  readonly cancelled: Promise<void>;
}

/** A reply that waits for its request. */
export interface PendingReply extends ReplyOptions {
  readonly script: Script;
  readonly asked: PromiseWithResolvers<ReplyRequest>;
  readonly silent: PromiseWithResolvers<void>;
  readonly cancelled: PromiseWithResolvers<void>;
}

/** A script as a reply that waits for its request. */
export function createPendingReply(script: Script, options: ReplyOptions = {}): PendingReply {
  return {
    ...options,
    script,
    asked: Promise.withResolvers(),
    silent: Promise.withResolvers(),
    cancelled: Promise.withResolvers(),
  };
}
