import { flushSync } from 'react-dom';
import { createStack } from './createStack.ts';

/** What is drawn in one go costs about so many elements at most: a benign text of 12 kB. */
const MOST_COST = 4000;

/** How long a slice draws, in milliseconds; what it drew still has to be laid out. */
const SLICE_MS = 18;

/** Draws a component that waits once more. */
type Draw = () => void;

/** Parts that long texts are drawn in, so that the page can do something else between them. */
interface Slices {
  /** Whether what is drawn now has cost enough. */
  isOver(): boolean;
  /** Whether drawing has taken long already: for text of which nobody can say before what it costs. */
  isLate(): boolean;
  /** Notes what something costs to draw, in elements. */
  spend(cost: number): void;
  /** Begins anew: what was drawn before has been handed to the browser. */
  begin(): void;
  /** Has something drawn again in a later slice, again and again until it no longer waits. @returns a function that ends it. */
  wait(draw: Draw): () => void;
  /** Whether nothing waits. */
  isDone(): boolean;
  /** Draws at once all that waits. */
  finish(): void;
}

/**
 * The slices of this page. What was asked for last is drawn first: a chat shows the end of its last reply.
 * @see docs/spec.md M66
 */
export const slices: Slices = createSlices();

function createSlices(): Slices {
  const waiting = createStack<Draw>();
  let left = MOST_COST;
  /** When the slice ends that is being drawn. */
  let until = Infinity;
  /** When the first thing was drawn since the last begin. */
  let since: number | undefined;
  let frame = 0;

  const isOver = (): boolean => left <= 0 || performance.now() > until;

  function begin(): void {
    left = MOST_COST;
    since = undefined;
  }

  function drawSlice(): void {
    frame = 0;
    left = Infinity;
    until = performance.now() + SLICE_MS;
    for (let draw = waiting.last(); draw !== undefined && !isOver(); draw = waiting.last()) flushSync(draw);
    until = Infinity;
    begin();
    if (waiting.last() !== undefined) drawSoon();
  }

  function drawSoon(): void {
    frame ||= requestAnimationFrame(drawSlice);
  }

  return {
    isOver,
    isLate: () => left !== Infinity && since !== undefined && performance.now() - since > SLICE_MS,
    spend(cost) {
      left -= cost;
      since ??= performance.now();
    },
    begin,
    wait(draw) {
      const end = waiting.push(draw);
      drawSoon();
      return end;
    },
    isDone: () => waiting.last() === undefined,
    finish() {
      cancelAnimationFrame(frame);
      frame = 0;
      for (let draw = waiting.last(); draw !== undefined; draw = waiting.last()) {
        left = Infinity;
        flushSync(draw);
      }
      begin();
    },
  };
}
