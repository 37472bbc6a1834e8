import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { cutIntoTokens } from '../../mocks/cutIntoTokens.ts';
import {
  createGate,
  fail,
  finish,
  hold,
  interrupt,
  notice,
  reasoning,
  reply,
  textOfScript,
  tokens,
  toolCall,
  wait,
} from '../../mocks/script.ts';

describe('a script', () => {
  test('[K1] is made of strings and steps, and ends with the word of the model', () => {
    expect(reply('Hello ', wait(5), [reasoning('Hm.'), wait(1)], 'world')).toEqual([
      { type: 'text', text: 'Hello ' },
      { type: 'wait', ms: 5 },
      { type: 'reasoning', text: 'Hm.' },
      { type: 'wait', ms: 1 },
      { type: 'text', text: 'world' },
      { type: 'finish', finishReason: 'stop' },
    ]);
  });

  test.each([
    ['finish', finish('length', { outputTokens: 3 })],
    ['fail', fail('overloaded')],
    ['interrupt', interrupt('server-lost')],
  ])('[K1] has one end: nothing follows %s', (_name, end) => {
    expect(reply('a', end, 'late')).toEqual([{ type: 'text', text: 'a' }, end]);
  });

  test('[K1] has builders for every kind of content', () => {
    expect(reply(notice('Two turns were left out.'), toolCall('weather', { city: 'Oslo' })).slice(0, 2)).toEqual([
      { type: 'notice', text: 'Two turns were left out.' },
      { type: 'tool-call', toolCallId: 'call_weather', name: 'weather', argumentsText: '{"city":"Oslo"}' },
    ]);
  });

  test('[K3] comes token by token at the speed that it is given', () => {
    const steps = tokens('one two three', { perSecond: 50 });
    expect(steps.filter((step) => step.type === 'wait')).toEqual([wait(20), wait(20), wait(20)]);
    expect(textOfScript(steps)).toBe('one two three');
  });
});

describe('tokens', () => {
  test('[K3] joined are the text, each at least one and at most eight code points long and none cut in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const pieces = cutIntoTokens(text);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) {
          expect(Array.from(piece).length).toBeGreaterThan(0);
          expect(Array.from(piece).length).toBeLessThanOrEqual(8);
          expect(piece.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  test('[K3] take the space with the word after it', () => {
    expect(cutIntoTokens('Hi there, 世界!\n\n  ok')).toEqual([
      'Hi',
      ' there',
      ',',
      ' 世界',
      '!',
      '\n',
      '\n',
      ' ',
      ' ok',
    ]);
  });
});

describe('a gate', () => {
  const { signal } = new AbortController();

  test('[K2] tells when a player stands at it, and lets it pass when it is released', async () => {
    const gate = createGate();
    const passed: string[] = [];
    const player = gate.pass(signal).then(() => passed.push('player'));
    await gate.reached;
    expect(passed).toEqual([]);
    gate.release();
    await player;
    expect(passed).toEqual(['player']);
  });

  test('[K2] that is open stays open', async () => {
    const gate = createGate();
    gate.release();
    await gate.pass(signal);
    await expect(gate.pass(signal)).resolves.toBeUndefined();
    expect(hold(gate)).toEqual({ type: 'hold', gate });
  });

  test('[K2] keeps nobody whose connection is gone', async () => {
    const controller = new AbortController();
    const passing = createGate().pass(controller.signal);
    controller.abort();
    await expect(passing).resolves.toBeUndefined();
    await expect(createGate().pass(controller.signal)).resolves.toBeUndefined();
  });
});
