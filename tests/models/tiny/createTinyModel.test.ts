import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTinyModel } from '../../../models/tiny/createTinyModel.ts';
import { createWorkerLink } from '../../../models/tiny/createWorkerLink.ts';
import type { TinyEvent, TinyModel, TinyRequest } from '../../../models/tiny/TinyModel.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

function openModel(): TinyModel {
  const model = createTinyModel();
  closers.push(() => model.close());
  return model;
}

const never = new AbortController().signal;
const greeting: TinyRequest = { messages: [{ role: 'user', content: 'Hello' }], temperature: 0 };
// With this seed the reply is as long as a reply may be.
const endless: TinyRequest = {
  messages: [{ role: 'user', content: 'Please write a long story about a fox.' }],
  temperature: 1.5,
  seed: 0,
};

async function collect(events: AsyncIterable<TinyEvent>): Promise<TinyEvent[]> {
  const collected: TinyEvent[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

function textOf(events: readonly TinyEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}

/** Runs a reply to its end and says how many tokens its usage accounts for. */
async function accountedTokens(model: TinyModel): Promise<number> {
  const end = (await collect(model.generate(greeting, never))).at(-1);
  if (end?.type !== 'end') throw new Error('The reply has no end.');
  return end.promptTokens + end.completionTokens;
}

/** Whether the worker computes nothing but what is asked of it now. */
async function isQuiet(model: TinyModel): Promise<boolean> {
  await accountedTokens(model); // It hears of a stop before it hears of this.
  const before = model.computedTokens;
  const accounted = await accountedTokens(model);
  return model.computedTokens - before === accounted;
}

test('a reply comes out of the worker text by text and ends with its usage', async () => {
  const events = await collect(openModel().generate(greeting, never));
  expect(textOf(events)).toBe('Hi! What would you like to talk about?');
  expect(events.map(({ type }) => type)).toEqual([...Array.from({ length: 15 }, () => 'text'), 'end']);
  expect(events.at(-1)).toEqual({ type: 'end', finishReason: 'stop', promptTokens: 9, completionTokens: 15 });
});

test('nothing is computed before the first reply; warming up computes', async () => {
  const model = openModel();
  expect(model.computedTokens).toBe(0);
  await model.warmUp();
  expect(model.computedTokens).toBeGreaterThan(0);
});

test('[Y12] two replies at once both go on, neither waits for the other to end', async () => {
  const model = openModel();
  const order: string[] = [];
  const follow = async (name: string) => {
    for await (const event of model.generate(endless, never)) if (event.type === 'text') order.push(name);
  };
  await Promise.all([follow('one'), follow('two')]);
  const firstEnd = Math.min(order.lastIndexOf('one'), order.lastIndexOf('two'));
  const lastStart = Math.max(order.indexOf('one'), order.indexOf('two'));
  expect(order.filter((name) => name === 'one')).toHaveLength(order.length / 2);
  expect(lastStart).toBeLessThan(firstEnd / 2);
});

describe('[Y13] the worker stops computing', () => {
  test('when the signal aborts', async () => {
    const model = openModel();
    const controller = new AbortController();
    const events: TinyEvent[] = [];
    for await (const event of model.generate(endless, controller.signal)) {
      events.push(event);
      controller.abort();
    }
    expect(events.map(({ type }) => type)).toEqual(['text']);
    expect(await isQuiet(model)).toBe(true);
  });

  test('when the signal aborts before the first token', async () => {
    const model = openModel();
    await model.warmUp();
    const controller = new AbortController();
    const reading = collect(model.generate(endless, controller.signal));
    controller.abort();
    expect(await reading).toEqual([]);
    expect(await isQuiet(model)).toBe(true);
  });

  test('when the reader breaks off', async () => {
    const model = openModel();
    for await (const _event of model.generate(endless, never)) break;
    expect(await isQuiet(model)).toBe(true);
  });
});

test('[Y13] the check above notices a reply that still runs', async () => {
  const model = openModel();
  const events = model.generate(endless, never)[Symbol.asyncIterator]();
  await events.next();
  expect(await isQuiet(model)).toBe(false);
  await events.return?.();
});

test('a signal that has aborted already starts nothing', async () => {
  const model = openModel();
  expect(await collect(model.generate(greeting, AbortSignal.abort()))).toEqual([]);
  expect(model.computedTokens).toBe(0);
});

test('[Y14] closing ends running replies with a typed error, and later ones too', async () => {
  const model = openModel();
  const closedError: unknown = expect.objectContaining({ name: 'TinyModelError', code: 'closed' });
  const events = model.generate(endless, never)[Symbol.asyncIterator]();
  await events.next();
  const rest = collect({ [Symbol.asyncIterator]: () => events });
  await Promise.all([expect(rest).rejects.toEqual(closedError), model.close()]);
  await expect(collect(model.generate(greeting, never))).rejects.toEqual(closedError);
});

test('[Y14] a worker that breaks fails its replies with a typed error, and the next reply starts another', async () => {
  const link = createWorkerLink(new URL('./missing.ts', import.meta.url));
  closers.push(() => link.close());
  const failed: unknown = expect.objectContaining({ name: 'TinyModelError', code: 'worker-failed' });
  for (let attempt = 0; attempt < 2; attempt++) {
    const { events } = link.open(greeting);
    await expect(collect(events)).rejects.toEqual(failed);
  }
});

test('[Y15] the worker sees no environment variable, so no key of a provider', async () => {
  vi.stubEnv('OPENAI_API_KEY', 'marker');
  const link = createWorkerLink(new URL('./environmentWorker.ts', import.meta.url));
  closers.push(() => link.close());
  expect(textOf(await collect(link.open(greeting).events))).toBe('{}');
});

test('[Y16] a process ends by itself when its last reply has, although nobody closed the model', async () => {
  const script = fileURLToPath(new URL('./replyAndLeave.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: 20_000 });
  expect(stdout).toBe('Hi! What would you like to talk about?');
});
