import type { BenchMessage, BenchPage, StreamFigures } from '../BenchPage.ts';
import { contentOf } from './contentOf.ts';
import { nextFrame, untilQuiet, watchFrames } from './frames.ts';
import { readDeltas } from './readDeltas.ts';
import { watchKeys } from './watchKeys.ts';
import { watchPaints } from './watchPaints.ts';

/** What draws messages, in the way of one renderer. */
export interface Thread {
  /** Draws these messages in the place of those drawn before. @param growing whether more of the last one may come. */
  draw(messages: readonly BenchMessage[], growing: boolean): void;
}

/** How many characters a delta has that is cut from a text: about a token. */
const DELTA_CHARACTERS = 4;
/** How long the DOM must be the same to count as final. */
const QUIET_MS = 250;

/** Offers a renderer to the driver as `window.bench`. */
export function startBench(thread: Thread): void {
  let messages: readonly BenchMessage[] = [];
  let replies = 0;
  const keys = watchKeys();

  const draw = (next: readonly BenchMessage[], growing: boolean): void => {
    messages = next;
    thread.draw(messages, growing);
  };
  const setLast = (text: string, growing: boolean): void => {
    const last = messages.at(-1);
    if (last !== undefined) draw([...messages.slice(0, -1), { ...last, text }], growing);
  };
  const newReply = (): BenchMessage => ({ id: `reply-${(replies += 1)}`, role: 'assistant', text: '' });

  /** Draws what has come once for each frame, as every chat should, until all is there. @returns how often it drew. */
  async function drawStream(address: string, onDelta: () => void): Promise<number> {
    draw([newReply()], true);
    let text = '';
    let draws = 1;
    let isAsked = false;
    for await (const delta of readDeltas(address)) {
      text += delta;
      onDelta();
      if (isAsked) continue;
      isAsked = true;
      requestAnimationFrame(() => {
        isAsked = false;
        draws += 1;
        setLast(text, true);
      });
    }
    await nextFrame();
    setLast(text, false);
    return draws;
  }

  const bench: BenchPage = {
    async open(next, growing) {
      draw(next, growing);
      await untilQuiet(QUIET_MS);
    },
    async load(text, growing) {
      draw([{ ...newReply(), text }], growing);
      await untilQuiet(QUIET_MS);
    },
    async grow(addition, deltasPerFrame) {
      const events = deltasOf(addition).map((content) =>
        JSON.stringify({ choices: [{ index: 0, delta: { content } }] }),
      );
      const start = messages.at(-1)?.text ?? '';
      let text = start;
      let frames = 0;
      for (let sent = 0; sent < events.length; frames += 1) {
        await nextFrame();
        const due = Math.round((frames + 1) * deltasPerFrame);
        for (; sent < Math.min(due, events.length); sent += 1) text += contentOf(events[sent] ?? '');
        setLast(text, true);
      }
      await untilQuiet(QUIET_MS);
      return frames;
    },
    async stream(address) {
      const frames = watchFrames();
      const longTasks = watchLongTasks();
      const draws = await drawStream(address, () => undefined);
      const lastByteMs = performance.now();
      const finalMs = await untilQuiet(QUIET_MS);
      return {
        draws,
        lastByteToFinalMs: Math.max(0, finalMs - lastByteMs),
        longestGapMs: frames.stop(),
        ...longTasks.stop(),
      } satisfies StreamFigures;
    },
    async watchPaints(address) {
      const paints = watchPaints();
      await drawStream(address, paints.arrived);
      await untilQuiet(QUIET_MS);
      return { frames: paints.stop() };
    },
    keyTimesMs: keys.take,
  };
  window.bench = bench;
}

function watchLongTasks(): { stop(): { longTasks: number; longTaskMs: number } } {
  const times: number[] = [];
  const note = (entries: readonly PerformanceEntry[]): void =>
    void times.push(...entries.map(({ duration }) => duration));
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'longtask' });
  return {
    stop() {
      note(observer.takeRecords());
      observer.disconnect();
      return { longTasks: times.length, longTaskMs: times.reduce((sum, time) => sum + time, 0) };
    },
  };
}

function deltasOf(text: string): string[] {
  const deltas: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = at + DELTA_CHARACTERS;
    // No half of a character.
    const isSplit = /[\ud800-\udbff]/.test(text.charAt(end - 1));
    deltas.push(text.slice(at, isSplit ? end + 1 : end));
    at = isSplit ? end + 1 : end;
  }
  return deltas;
}
