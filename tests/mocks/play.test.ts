import { describe, expect, test } from 'vitest';
import { send, type Frame } from '../../mocks/Answer.ts';
import { createInstantClock } from '../../mocks/createInstantClock.ts';
import { createManualClock } from '../../mocks/createManualClock.ts';
import { play } from '../../mocks/play.ts';
import { realClock } from '../../mocks/realClock.ts';
import { createGate } from '../../mocks/script.ts';

const clock = createInstantClock();
const decoder = new TextDecoder();
const letters = (text: string): Frame[] => Array.from(text, (letter) => send(letter, 'body'));

async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | undefined> {
  const { value } = await reader.read();
  return value && decoder.decode(value);
}

/** Lets everything that is not waiting for something come to rest. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a player', () => {
  test('[K6] hands over the bytes exactly as the frames cut them, then ends', async () => {
    const bytes = Uint8Array.of(0xf0, 0x9f, 0x98);
    const { stream } = play([{ type: 'send', bytes, place: 'body' }, ...letters('ab')], { clock });
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks).toEqual([bytes, Uint8Array.of(0x61), Uint8Array.of(0x62)]);
  });

  test('[K6] does nothing before it is read, and no more than is read', async () => {
    const seen: Frame[] = [];
    const { stream } = play(letters('abc'), { clock, onFrame: (frame) => seen.push(frame) });
    const reader = stream.getReader();
    await settle();
    expect(seen).toHaveLength(0);
    await reader.read();
    await settle();
    expect(seen).toHaveLength(1);
  });

  test('[K6] breaks the stream where a frame drops it', async () => {
    const reader = play([...letters('a'), { type: 'drop' }, ...letters('b')], { clock }).stream.getReader();
    expect(await next(reader)).toBe('a');
    await expect(reader.read()).rejects.toThrow(TypeError);
  });

  test('[K7] waits on the clock that it is given', async () => {
    const manual = createManualClock();
    const reader = play([{ type: 'wait', ms: 100 }, ...letters('a')], { clock: manual }).stream.getReader();
    const read = next(reader);
    await settle();
    expect(manual.sleepers).toBe(1);
    manual.advance(99);
    expect(manual.sleepers).toBe(1);
    manual.advance(1);
    expect(await read).toBe('a');
  });

  test('[K7] catches up after a late timer instead of drifting', async () => {
    const manual = createManualClock();
    const every10Ms = letters('abcd').flatMap((frame): Frame[] => [{ type: 'wait', ms: 10 }, frame]);
    const reader = play(every10Ms, { clock: manual }).stream.getReader();
    const first = next(reader);
    await settle();
    manual.advance(35);
    expect([await first, await next(reader), await next(reader)]).toEqual(['a', 'b', 'c']);
    const last = next(reader);
    await settle();
    expect(manual.sleepers).toBe(1);
    manual.advance(5);
    expect(await last).toBe('d');
  });

  test('[K7] does not catch up with the time that a test took at a gate', async () => {
    const manual = createManualClock();
    const gate = createGate();
    const frames: Frame[] = [
      { type: 'wait', ms: 1 },
      { type: 'hold', gate },
      { type: 'wait', ms: 10 },
      ...letters('a'),
    ];
    const read = next(play(frames, { clock: manual }).stream.getReader());
    await settle();
    manual.advance(1);
    await gate.reached;
    manual.advance(1_000);
    gate.release();
    await settle();
    expect(manual.sleepers).toBe(1);
    manual.advance(10);
    expect(await read).toBe('a');
  });

  test('[K8] stands still at a gate until the test opens it', async () => {
    const gate = createGate();
    const reader = play([...letters('a'), { type: 'hold', gate }, ...letters('b')], { clock }).stream.getReader();
    expect(await next(reader)).toBe('a');
    let arrived = false;
    const second = next(reader).then((letter) => {
      arrived = true;
      return letter;
    });
    await gate.reached;
    await settle();
    expect(arrived).toBe(false);
    gate.release();
    expect(await second).toBe('b');
  });

  test('[K8] is held and released from outside, at any frame', async () => {
    const player = play(letters('ab'), { clock });
    const reader = player.stream.getReader();
    expect(await next(reader)).toBe('a');
    player.hold();
    let arrived = false;
    const second = next(reader).then((letter) => {
      arrived = true;
      return letter;
    });
    await settle();
    expect(arrived).toBe(false);
    player.release();
    expect(await second).toBe('b');
  });

  test.each<[string, Frame]>([
    ['waits', { type: 'wait', ms: 60_000 }],
    ['stands at a gate', { type: 'hold', gate: createGate() }],
    ['has fallen silent', { type: 'stall' }],
  ])('[K9] tells that its reader went away while it %s, and does nothing more', async (_state, frame) => {
    const seen: Frame[] = [];
    const manual = createManualClock();
    const player = play([frame, ...letters('a')], { clock: manual, onFrame: (each) => seen.push(each) });
    const reader = player.stream.getReader();
    const read = reader.read();
    await settle();
    await reader.cancel();
    await player.cancelled;
    await read;
    await settle();
    expect(seen).toEqual([frame]);
    expect(manual.sleepers).toBe(0);
  });

  test('[K9] that is held lets a reader go who leaves', async () => {
    const player = play(letters('a'), { clock });
    player.hold();
    const reader = player.stream.getReader();
    const read = reader.read();
    await reader.cancel();
    await player.cancelled;
    expect(await read).toEqual({ done: true, value: undefined });
  });

  test('[K9] can be told to end otherwise, also while it waits', async () => {
    const player = play([...letters('a'), { type: 'stall' }], { clock });
    const reader = player.stream.getReader();
    expect(await next(reader)).toBe('a');
    const read = next(reader);
    player.endWith(letters('z'));
    expect(await read).toBe('z');
    expect(await next(reader)).toBeUndefined();
  });
});

describe('the clocks', () => {
  test('[K7] of the wall sleeps as long as it is told, or until it is no longer needed', async () => {
    const controller = new AbortController();
    const begunMs = realClock.now();
    await realClock.sleep(5, controller.signal);
    expect(realClock.now() - begunMs).toBeGreaterThanOrEqual(4);
    const sleep = realClock.sleep(600_000, controller.signal);
    controller.abort();
    await sleep;
    await realClock.sleep(600_000, controller.signal);
  });

  test('[K7] of tests says how long the sleeps would have taken', async () => {
    const instant = createInstantClock();
    const { signal } = new AbortController();
    await instant.sleep(250, signal);
    await instant.sleep(50, signal);
    expect(instant.now()).toBe(300);
  });

  test('[K7] that is moved by hand wakes those whose time has come, and those who are no longer needed', async () => {
    const manual = createManualClock();
    const controller = new AbortController();
    const woken: string[] = [];
    const sleepers = [
      manual.sleep(20, new AbortController().signal).then(() => woken.push('second')),
      manual.sleep(10, new AbortController().signal).then(() => woken.push('first')),
      manual.sleep(90, controller.signal).then(() => woken.push('aborted')),
    ];
    manual.advance(20);
    await settle();
    expect(woken).toEqual(['first', 'second']);
    controller.abort();
    await Promise.all(sleepers);
    await manual.sleep(0, new AbortController().signal);
    await manual.sleep(10, controller.signal);
    expect(manual.sleepers).toBe(0);
    expect(manual.now()).toBe(20);
  });
});
