import type { Frame } from './Answer.ts';
import type { Clock } from './Clock.ts';
import { createPace, type Pace } from './createPace.ts';

/** A script under way on one connection. */
export interface Player {
  /** The body. Bytes come exactly as the frames cut them, one chunk a read: a reader that does not read stops the player. */
  readonly stream: ReadableStream<Uint8Array>;
  /** Resolves when the reader went away before the end. */
  readonly cancelled: Promise<void>;
  /** Stands still before the next frame. */
  hold(): void;
  /** Goes on. */
  release(): void;
  /** Leaves out what is still to come and ends with these frames instead, at once, also when it waits or is held. */
  endWith(frames: readonly Frame[]): void;
}

/** How a script is played. */
export interface PlayOptions {
  readonly clock: Clock;
  /** Called for every frame as it begins. Must not throw. */
  readonly onFrame?: (frame: Frame) => void;
}

/** What a player has in hand. */
interface Reel {
  rest: Iterator<Frame>;
  /** Aborts what the player waits for: the reader went away, or other frames come first. */
  interruption: AbortController;
  held: PromiseWithResolvers<void> | undefined;
  gone: boolean;
  readonly pace: Pace;
}

/**
 * Plays frames into a stream of bytes. Waits add up on the clock, so a late timer is caught up with and a speed does not drift.
 *
 * @see docs/spec.md K6 to K9
 */
export function play(frames: readonly Frame[], { clock, onFrame }: PlayOptions): Player {
  const cancelled = Promise.withResolvers<void>();
  const reel: Reel = {
    rest: frames.values(),
    interruption: new AbortController(),
    held: undefined,
    gone: false,
    pace: createPace(clock),
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => pullChunk(reel, controller, onFrame),
      cancel() {
        reel.gone = true;
        reel.interruption.abort();
        reel.held?.resolve();
        cancelled.resolve();
      },
    },
    { highWaterMark: 0 },
  );
  return {
    stream,
    cancelled: cancelled.promise,
    hold() {
      reel.held ??= Promise.withResolvers<void>();
    },
    release: () => release(reel),
    endWith(lastFrames) {
      reel.rest = lastFrames.values();
      reel.interruption.abort();
      reel.interruption = new AbortController();
      release(reel);
    },
  };
}

function release(reel: Reel): void {
  reel.held?.resolve();
  reel.held = undefined;
  reel.pace.restart();
}

/** Lets frames happen until one gives the reader something. */
async function pullChunk(
  reel: Reel,
  controller: ReadableStreamDefaultController<Uint8Array>,
  onFrame: PlayOptions['onFrame'],
): Promise<void> {
  for (let answered = false; !answered;) {
    while (reel.held && !reel.gone) await reel.held.promise;
    if (reel.gone) return;
    const { signal } = reel.interruption;
    const next = reel.rest.next();
    if (next.done) {
      controller.close();
      return;
    }
    onFrame?.(next.value);
    answered = await perform(next.value, controller, reel.pace, signal);
  }
}

/** Lets one frame happen. Says whether that gave the reader something. */
async function perform(
  frame: Frame,
  controller: ReadableStreamDefaultController<Uint8Array>,
  pace: Pace,
  signal: AbortSignal,
): Promise<boolean> {
  switch (frame.type) {
    case 'send':
      controller.enqueue(frame.bytes);
      return true;
    case 'wait':
      await pace.wait(frame.ms, signal);
      return false;
    case 'hold':
      await frame.gate.pass(signal);
      pace.restart();
      return false;
    case 'drop':
      controller.error(new TypeError('The connection broke.'));
      return true;
    case 'stall':
      await aborted(signal);
      return false;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) return Promise.resolve();
  signal.addEventListener('abort', () => resolve(), { once: true });
  return promise;
}
