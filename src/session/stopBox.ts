import type { ReplyId } from '../../protocol/ids.ts';
import type { Clock } from '../transport/Clock.ts';
import { onWake } from '../transport/onWake.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import type { ChatStorage } from './chatStorage.ts';

/** When a stop that nobody has taken note of is sent again, in milliseconds. */
const RETRY_MS = 10_000;

/** Stops that are sent until the server has taken note. Nothing in it rejects. */
export interface StopBox extends Pick<ReplyTransport, 'stop'> {
  /** Sends again what was stopped on an earlier visit. */
  load(): Promise<void>;
  close(): void;
}

/**
 * A box that sends again what is in it every ten seconds, and at once when there is reason to believe that the server can be reached.
 *
 * @see docs/spec.md N26
 */
export function createStopBox(options: {
  readonly transport: ReplyTransport;
  readonly storage: ChatStorage;
  readonly clock: Clock;
}): StopBox {
  const { transport, storage, clock } = options;
  const open = new Set<ReplyId>();
  const sending = new Map<ReplyId, ReturnType<ReplyTransport['stop']>>();
  let cancelTimer: (() => void) | undefined;

  const keep = (replyId: ReplyId, isOpen: boolean): void =>
    void storage.repository.setStop(replyId, isOpen).catch((error: unknown) => storage.report(error));
  const send = async (replyId: ReplyId): ReturnType<ReplyTransport['stop']> => {
    // A transport of someone else's may reject.
    const answer = await transport.stop(replyId).catch(() => 'unreachable' as const);
    sending.delete(replyId);
    if (answer === 'acknowledged') {
      open.delete(replyId);
      keep(replyId, false);
    } else {
      cancelTimer ??= clock.after(RETRY_MS, resend);
    }
    return answer;
  };
  const stop = (replyId: ReplyId): ReturnType<ReplyTransport['stop']> => {
    const answer = sending.get(replyId) ?? send(replyId);
    sending.set(replyId, answer);
    return answer;
  };
  const resend = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
    for (const replyId of open) void stop(replyId);
  };
  const stopListening = onWake(resend);
  return {
    async load() {
      try {
        for (const replyId of await storage.repository.loadStops()) open.add(replyId);
        resend();
      } catch (error) {
        storage.report(error);
      }
    },
    stop(replyId) {
      if (!open.has(replyId)) keep(replyId, true);
      open.add(replyId);
      return stop(replyId);
    },
    close() {
      stopListening();
      cancelTimer?.();
      open.clear();
    },
  };
}
