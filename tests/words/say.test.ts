import { afterEach, expect, test, vi } from 'vitest';
import { say, sayIfKnown, speak } from '../../src/words/say.ts';

afterEach(() => speak('en', {}));

test('[U90] a text is said in the language that is spoken, with its values, and in English where that lacks it', () => {
  speak('de', { Send: 'Senden', 'Footnote {number}': ['Fußnote ', ['number']] });
  expect(say('Send')).toBe('Senden');
  expect(say('Footnote {number}', { number: 3 })).toBe('Fußnote 3');
  expect(say('Stop')).toBe('Stop');
});

test.each(['{"error":{"message":"no {count, plural} of \\u0041"}}', 'constructor', 'A sentence with {braces', ''])(
  '[U90] a sentence from elsewhere that is no text of ours stays as it is: %j',
  (sentence) => {
    const [warn, error] = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
    expect(sayIfKnown(sentence)).toBe(sentence);
    expect(warn).not.toHaveBeenCalled();
    expect(error).not.toHaveBeenCalled();
  },
);

test('[U90] a sentence from elsewhere that we know is said in the language that is spoken', () => {
  speak('de', { 'This file is damaged.': 'Diese Datei ist beschädigt.' });
  expect(sayIfKnown('This file is damaged.')).toBe('Diese Datei ist beschädigt.');
});
