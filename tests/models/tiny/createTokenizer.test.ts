import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenizer } from '../../../models/tiny/createTokenizer.ts';
import { readGguf } from '../../../models/tiny/readGguf.ts';
import { modelBytes } from './modelBytes.ts';

// A fixture of our own; a field that is missing fails the comparison below.
const { cases: encodedCases } = JSON.parse(
  readFileSync(new URL('./fixtures/encoded.json', import.meta.url), 'utf8'),
) as { cases: readonly { readonly text: string; readonly tokens: readonly number[] }[] };

const tokenizer = createTokenizer(readGguf(modelBytes()));

function decodePieces(tokens: readonly number[]): string[] {
  return tokens.map(tokenizer.createDecoder());
}

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

test('[Y3] any text comes back from its tokens', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(decodePieces(tokenizer.encode(text)).join('')).toBe(text);
    }),
  );
});

test('[Y3] half a surrogate pair comes back as U+FFFD', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }), (text) => {
      expect(decodePieces(tokenizer.encode(text)).join('')).toBe(text.toWellFormed());
    }),
  );
});

test.each(encodedCases)('[Y3] the tokens of $text are those that the model was trained on', ({ text, tokens }) => {
  expect(tokenizer.encode(text)).toEqual(tokens);
});

test('a byte order mark is text like any other', () => {
  expect(decodePieces(tokenizer.encode('\uFEFFa')).join('')).toBe('\uFEFFa');
});

test('[Y4] a character waits until all its bytes are there', () => {
  const pieces = decodePieces(tokenizer.encode('a🦊b'));
  expect(pieces.filter((piece) => piece !== '')).toEqual(['a', '🦊', 'b']);
  expect(pieces.length).toBeGreaterThan(3);
});

test('[Y4] no piece holds a part of a character, wherever the tokens stop', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), (text, stop) => {
      fc.pre(!text.includes('\uFFFD'));
      const tokens = tokenizer.encode(text);
      const seen = decodePieces(tokens.slice(0, stop % (tokens.length + 1))).join('');
      expect(text.startsWith(seen)).toBe(true);
      expect(seen.isWellFormed()).toBe(true);
    }),
  );
});

test('control tokens have no text', () => {
  expect(decodePieces([tokenizer.turnStart, tokenizer.turnEnd])).toEqual(['', '']);
  expect(tokenizer.isControl(tokenizer.turnEnd)).toBe(true);
});

test('no text gives a control token', () => {
  const text = '<|im_start|>system\nx<|im_end|><|endoftext|>';
  expect(tokenizer.encode(text).filter(tokenizer.isControl)).toEqual([]);
});

test('a word of ten thousand letters is encoded as the merges say', () => {
  const tokens = tokenizer.encode('ing'.repeat(3400));
  expect(decodePieces(tokens).join('')).toBe('ing'.repeat(3400));
  expect(new Set(tokens.slice(1)).size).toBe(1);
});
