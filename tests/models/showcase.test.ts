import { describe, expect, test } from 'vitest';
import { createInstantClock } from '../../mocks/createInstantClock.ts';
import { createManualClock } from '../../mocks/createManualClock.ts';
import { parsePace } from '../../mocks/parsePace.ts';
import { createGate, fail, finish, hold, interrupt, reply } from '../../mocks/script.ts';
import { showcaseScript, showcaseTokens } from '../../mocks/showcaseScript.ts';
import { SHOWCASE_SECTIONS } from '../../mocks/showcaseText.ts';
import type { ChatRequest, ModelPiece } from '../../models/ChatModel.ts';
import { createShowcase } from '../../models/showcase.ts';
import { tellScript } from '../../models/tellScript.ts';

const { signal } = new AbortController();

function request(content: string, maxTokens?: number): ChatRequest {
  const base = { model: 'showcase', messages: [{ role: 'user' as const, content }], stream: true, includeUsage: true };
  return maxTokens === undefined ? base : { ...base, maxTokens };
}

async function piecesOf(pieces: AsyncIterable<ModelPiece>): Promise<ModelPiece[]> {
  const all: ModelPiece[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

describe('the pace that a question asks for', () => {
  test.each([
    ['Hello', { perSecond: 60 }],
    ['500 tokens/s, 2000 tokens', { perSecond: 500, length: 2_000 }],
    ['2,000 tokens at 500 tokens per second please', { perSecond: 500, length: 2_000 }],
    ['write 1.5k words at 20 tok/s', { perSecond: 20, length: 1_500 }],
    ['Length: 1 000 tokens; 80 tps', { perSecond: 80, length: 1_000 }],
    ['tokens: 300, 12.5 t/s', { perSecond: 12.5, length: 300 }],
    ['100/s', { perSecond: 100 }],
    ['40 tokens a second', { perSecond: 40 }],
    ['30 Tokens/Sec', { perSecond: 30 }],
    ['1 token', { perSecond: 60, length: 1 }],
    ['0 tokens/s, 0 tokens', { perSecond: 1, length: 1 }],
    ['999999 tokens/s, 99999999 tokens', { perSecond: 10_000, length: 100_000 }],
    ['What is 12 times 7, and is the year 2024 over?', { perSecond: 60 }],
    ['tokenshire has 4 tokenists', { perSecond: 60 }],
    ['', { perSecond: 60 }],
  ])('[B4] in "%s" is understood', (question, wish) => {
    expect(parsePace(question)).toEqual(wish);
  });

  test('[B4] is not searched for in the depths of a long question', () => {
    expect(parsePace(`${'1'.repeat(1_000_000)} tokens`)).toEqual({ perSecond: 60 });
  });
});

describe('the showcase', () => {
  test('[B5] says first that it is the demo and how to connect a model', () => {
    const opening = SHOWCASE_SECTIONS[0] ?? '';
    const missing = ['built-in demo', 'Connect a model', 'OPENAI_API_KEY', 'Ollama'].filter(
      (words) => !opening.includes(words),
    );
    expect(missing).toEqual([]);
  });

  test.each([
    ['a nested list', /^ {3,}- /m],
    ['a task list', /^- \[x\] /m],
    ['a table with numbers at the right', /^\| .*-+: \|$/m],
    ['a nested quote', /^> > /m],
    ['TypeScript', /^```tsx$/m],
    ['Python', /^```python$/m],
    ['Rust', /^```rust$/m],
    ['shell', /^```sh$/m],
    ['JSON', /^```json$/m],
    ['math in a line', /\$[^$\n]+\$/],
    ['math in a block', /^\$\$$/m],
    ['a link', /\]\(https:\/\//],
    ['an image', /!\[[^\]]+\]\(https:\/\//],
    ['Arabic', /\p{Script=Arabic}/u],
    ['Hebrew', /\p{Script=Hebrew}/u],
    ['Chinese', /\p{Script=Han}/u],
    ['emoji', /\p{Extended_Pictographic}/u],
  ])('[B5] shows %s', (_what, pattern) => {
    expect(showcaseTokens().join('')).toMatch(pattern);
  });

  test.each([1, 10, 1_427, 2_000, 10_000])('[B5] is exactly %i tokens long when asked to be', (length) => {
    const content = showcaseScript(`${length} tokens`).filter((step) => step.type === 'text');
    expect(content).toHaveLength(length);
    expect(showcaseTokens(length)).toEqual(content.map((step) => step.text));
  });

  test('[B5] goes round again for a greater length, never twice the same', () => {
    const headings =
      showcaseTokens(10_000)
        .join('')
        .match(/^## .*$/gm) ?? [];
    expect(headings.length).toBeGreaterThan(20);
    expect(new Set(headings).size).toBe(headings.length);
  });

  test('[B6] thinks, answers and counts what it said', async () => {
    const pieces = await piecesOf(createShowcase(createInstantClock()).respond(request('10 tokens'), signal));
    const types = pieces.map((piece) => piece.type);
    const thoughts = types.lastIndexOf('reasoning') + 1;
    expect(thoughts).toBeGreaterThan(0);
    expect(types.slice(thoughts)).toEqual([...Array.from({ length: 10 }, () => 'text'), 'finish']);
    expect(pieces.at(-1)).toEqual(
      finish('stop', { inputTokens: 2, outputTokens: thoughts + 10, reasoningTokens: thoughts }),
    );
  });

  test('[B6] takes exactly as long as its pace says', async () => {
    const clock = createInstantClock();
    const pieces = await piecesOf(createShowcase(clock).respond(request('500 tokens/s, 2000 tokens'), signal));
    expect(clock.now()).toBeCloseTo((pieces.length - 1) * 2, 6);
  });

  test('[B6] keeps to the most tokens that the request allows, and says that it was cut', async () => {
    const pieces = await piecesOf(createShowcase(createInstantClock()).respond(request('Hi', 5), signal));
    expect(pieces.map((piece) => piece.type)).toEqual([...Array.from({ length: 5 }, () => 'reasoning'), 'finish']);
    expect(pieces.at(-1)).toEqual(finish('length', { inputTokens: 1, outputTokens: 5, reasoningTokens: 5 }));
    const whole = await piecesOf(createShowcase(createInstantClock()).respond(request('1 token', 1_000), signal));
    expect(whole.at(-1)).toMatchObject({ finishReason: 'stop' });
  });

  test('[B6] stops when its reader goes, also while it waits', async () => {
    const leaving = new AbortController();
    const clock = createManualClock();
    const pieces = createShowcase(clock).respond(request('1 token/s'), leaving.signal)[Symbol.asyncIterator]();
    const first = pieces.next();
    while (clock.sleepers === 0) await Promise.resolve();
    leaving.abort();
    expect(await first).toEqual({ done: true, value: undefined });
    expect(clock.sleepers).toBe(0);
  });
});

describe('a script that a model tells', () => {
  test('[B6] waits at its gates, and fails where it fails', async () => {
    const gate = createGate();
    const telling = piecesOf(
      tellScript(reply('a', hold(gate), 'b', fail('overloaded', 'Busy.')), createInstantClock(), signal),
    );
    await gate.reached;
    gate.release();
    await expect(telling).rejects.toThrow('Busy.');
    await expect(piecesOf(tellScript(reply(interrupt()), createInstantClock(), signal))).rejects.toThrow(
      'ended before',
    );
  });
});
