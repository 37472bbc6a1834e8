import type { ReplyErrorBody } from '../../protocol/errors.ts';
import {
  isFinalEvent,
  type FinalEventBody,
  type FinishReason,
  type ReplyEvent,
  type Usage,
} from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import { appendToPart, type Part } from '../../protocol/parts.ts';

/**
 * Where a reply stands. One state at a time; the last four are final.
 *
 *   queued ──▶ streaming ──▶ done          the model said it was finished (see finishReason)
 *      ├───────────┼───────▶ stopped       the reader pressed stop; what arrived is kept
 *      ├───────────┼───────▶ interrupted   the run broke and cannot be resumed; what arrived is kept; Continue
 *      └───────────┴───────▶ failed        see `error`; what arrived is kept; Retry
 */
export type ReplyState =
  | { readonly status: 'queued' }
  | { readonly status: 'streaming'; readonly link: 'open' | 'reconnecting' }
  | { readonly status: 'done'; readonly finishReason: FinishReason; readonly usage?: Usage }
  | { readonly status: 'stopped' }
  | { readonly status: 'interrupted' }
  | { readonly status: 'failed'; readonly error: ReplyErrorBody };

/** The name of a state of a reply. */
export type ReplyStatus = ReplyState['status'];

/** An assistant message being made or made: what one call of a model has given so far. */
export interface Reply {
  readonly replyId: ReplyId;
  /** The model that answers, as the server named it; until then the model that was asked. */
  readonly model: string;
  readonly parts: readonly Part[];
  /** The last `seq` that was applied; 0 before the first. */
  readonly seq: number;
  readonly state: ReplyState;
}

/** What happens to a reply on this side of the wire. */
export type ReplySignal =
  | { readonly type: 'link-lost' }
  | { readonly type: 'link-open' }
  | { readonly type: 'stopped' }
  | { readonly type: 'interrupted' }
  | { readonly type: 'failed'; readonly error: ReplyErrorBody };

/** A reply that nothing has been heard of yet. */
export function createReply(replyId: ReplyId, model: string): Reply {
  return { replyId, model, parts: [], seq: 0, state: { status: 'queued' } };
}

/** Whether nothing can change a reply any more. */
export function isFinal(state: ReplyState): boolean {
  return state.status !== 'queued' && state.status !== 'streaming';
}

/**
 * The next reply. Pure and total: every event is accepted in every state; one that changes nothing (a replayed `seq`,
 * one behind a gap, anything after a final state) returns the same object, so a store can compare by identity. A first
 * final event always applies, whatever its `seq`: a killed server may have forgotten events that we hold.
 *
 * @see docs/spec.md R1 to R6
 */
export function reduceReply(reply: Reply, input: ReplyEvent | ReplySignal): Reply {
  if (isFinal(reply.state)) return reply;
  if (!('seq' in input)) return reduceSignal(reply, input);
  if (isFinalEvent(input)) return { ...reply, seq: Math.max(reply.seq, input.seq), state: finalState(input) };
  if ((input.from ?? input.seq) !== reply.seq + 1) return reply;
  const seen: Reply = { ...reply, seq: input.seq, state: STREAMING };
  switch (input.type) {
    case 'reply-start':
      return { ...seen, model: input.model };
    case 'part-start':
      return input.index === reply.parts.length ? { ...seen, parts: [...reply.parts, input.part] } : seen;
    case 'part-delta': {
      const part = reply.parts[input.index];
      return part ? { ...seen, parts: reply.parts.with(input.index, appendToPart(part, input.delta)) } : seen;
    }
  }
}

const STREAMING: ReplyState = { status: 'streaming', link: 'open' };

function reduceSignal(reply: Reply, signal: ReplySignal): Reply {
  switch (signal.type) {
    case 'link-lost':
      return reply.state.status === 'streaming' && reply.state.link === 'reconnecting'
        ? reply
        : { ...reply, state: { status: 'streaming', link: 'reconnecting' } };
    case 'link-open':
      return reply.state.status === 'streaming' && reply.state.link === 'reconnecting'
        ? { ...reply, state: STREAMING }
        : reply;
    case 'stopped':
      return { ...reply, state: { status: 'stopped' } };
    case 'interrupted':
      return { ...reply, state: { status: 'interrupted' } };
    case 'failed':
      return { ...reply, state: { status: 'failed', error: signal.error } };
  }
}

function finalState(event: FinalEventBody): ReplyState {
  switch (event.type) {
    case 'reply-end': {
      const { finishReason, usage } = event;
      return usage ? { status: 'done', finishReason, usage } : { status: 'done', finishReason };
    }
    case 'reply-stop':
      return { status: 'stopped' };
    case 'reply-interrupt':
      return { status: 'interrupted' };
    case 'reply-error':
      return { status: 'failed', error: event.error };
  }
}
