import { replyError, type ReplyErrorBody, type ReplyErrorCode } from '../protocol/errors.ts';
import type { FinishReason, InterruptReason, Usage } from '../protocol/events.ts';
import { cutIntoTokens } from './cutIntoTokens.ts';

/** Something that the reader of a reply receives. One step is one delta. */
export type ContentStep =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'notice'; readonly text: string }
  | {
      readonly type: 'tool-call';
      readonly toolCallId: string;
      readonly name: string;
      readonly argumentsText: string;
    };

/** How a reply ends. `interrupt` is an end without the model's word. */
export type EndStep =
  | { readonly type: 'finish'; readonly finishReason: FinishReason; readonly usage?: Usage }
  | { readonly type: 'fail'; readonly error: ReplyErrorBody }
  | { readonly type: 'interrupt'; readonly reason: InterruptReason };

/** Time that passes between two deltas: so much of it, or until the test opens a gate. */
export type PauseStep = { readonly type: 'wait'; readonly ms: number } | { readonly type: 'hold'; readonly gate: Gate };

/** One step of a reply. */
export type Step = ContentStep | PauseStep | EndStep;

/**
 * A reply as it will be told: what comes, when, and how it ends. The same script is played as our server's events, as a model's
 * Chat Completions chunks, whole or with a fault.
 */
export type Script = readonly Step[];

/** A point in a script where the reply stands still until the test lets it go on: no timer, no race. */
export interface Gate {
  /** Resolves when a player stands at the gate: everything before it has been sent. */
  readonly reached: Promise<void>;
  /** Opens the gate, for ever. */
  release(): void;
  /** What a player does: it says that it is here, and waits until the gate opens or `signal` aborts. */
  pass(signal: AbortSignal): Promise<void>;
}

/** A closed gate. */
export function createGate(): Gate {
  const reached = Promise.withResolvers<void>();
  const open = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    release: () => open.resolve(),
    pass(signal) {
      reached.resolve();
      if (signal.aborted) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      signal.addEventListener('abort', () => resolve(), { once: true });
      return Promise.race([open.promise, promise]);
    },
  };
}

/**
 * A script from its pieces: a string is a delta of text, anything else is a step or a list of steps. It ends with
 * `finish('stop')` unless an end is given.
 *
 * @example reply('Hello ', hold(gate), 'world')
 * @see docs/spec.md K1
 */
export function reply(...pieces: readonly (string | Step | readonly Step[])[]): Script {
  const steps = pieces.flatMap((piece) => (typeof piece === 'string' ? text(piece) : piece));
  const end = steps.findIndex(isEnd);
  return end === -1 ? [...steps, finish()] : steps.slice(0, end + 1);
}

/** A delta of the answer, in Markdown. */
export function text(delta: string): ContentStep {
  return { type: 'text', text: delta };
}

/** A delta of what the model thinks before it answers. */
export function reasoning(delta: string): ContentStep {
  return { type: 'reasoning', text: delta };
}

/** A remark of the model server about the reply. */
export function notice(sentence: string): ContentStep {
  return { type: 'notice', text: sentence };
}

/** A call of a tool; `args` becomes its JSON. */
export function toolCall(name: string, args: unknown, toolCallId = `call_${name}`): ContentStep {
  return { type: 'tool-call', toolCallId, name, argumentsText: JSON.stringify(args) };
}

/** A text in deltas of the size that models send, `perSecond` of them a second; all at once when no speed is given. */
export function tokens(whole: string, options: { readonly perSecond?: number } = {}): readonly Step[] {
  const { perSecond } = options;
  return cutIntoTokens(whole).flatMap((token) =>
    perSecond === undefined ? text(token) : [wait(1000 / perSecond), text(token)],
  );
}

/** Nothing for `ms` milliseconds of the player's clock. */
export function wait(ms: number): PauseStep {
  return { type: 'wait', ms };
}

/** Nothing until the test calls `gate.release()`. */
export function hold(gate: Gate): PauseStep {
  return { type: 'hold', gate };
}

/** The model says that it has finished. */
export function finish(finishReason: FinishReason = 'stop', usage?: Usage): EndStep {
  return usage ? { type: 'finish', finishReason, usage } : { type: 'finish', finishReason };
}

/** The reply fails with an error; the code's own sentence unless a message is given. */
export function fail(code: ReplyErrorCode, message?: string, retryAfterMs?: number): EndStep {
  return { type: 'fail', error: replyError(code, message, retryAfterMs) };
}

/** The reply ends without the model's word: its connection broke, or the server that read it is gone. */
export function interrupt(reason: InterruptReason = 'truncated'): EndStep {
  return { type: 'interrupt', reason };
}

/** Whether a step is something that the reader receives. */
export function isContent(step: Step): step is ContentStep {
  return step.type === 'text' || step.type === 'reasoning' || step.type === 'notice' || step.type === 'tool-call';
}

/** Whether a step ends the reply. */
export function isEnd(step: Step): step is EndStep {
  return step.type === 'finish' || step.type === 'fail' || step.type === 'interrupt';
}

/** The answer's text: its text deltas joined. */
export function textOfScript(script: Script): string {
  return script.map((step) => (step.type === 'text' ? step.text : '')).join('');
}
