import { expect, test } from 'vitest';
import { copyableText, textPieces } from '../../src/markdown/hiddenCharacters.ts';

const hidden = (text: string, where: 'prose' | 'code') =>
  textPieces(text, where).flatMap((piece) => (piece.kind === 'hidden' ? [piece.name] : []));

test('[M8] control characters and tags are named, line feeds and tabs are not', () => {
  expect(hidden('a\u001Bb\u0085\n\t\u{E0041}', 'prose')).toEqual(['U+001B', 'U+0085', 'U+E0041']);
});

test('[M8] bidirectional controls are named in code and left alone in prose', () => {
  expect(hidden('a\u202Eb\u2066', 'code')).toEqual(['U+202E', 'U+2066']);
  expect(hidden('a\u202Eb\u2066', 'prose')).toEqual([]);
});

test('[M8] emoji, flags and joined letters stay whole', () => {
  expect(hidden('❤️ 👩‍👩‍👧 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} می‌خواهم 葛\u{E0100}', 'prose')).toEqual(
    [],
  );
});

test('[M8] a flag that says more than a country and a part of it is no flag', () => {
  const tags = (word: string) =>
    Array.from(word, (letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0)));
  const flag = (word: string) => `🏴${tags(word).join('')}\u{E007F}`;
  expect(['gbeng', 'ustx', 'fr75c'].flatMap((word) => hidden(flag(word), 'prose'))).toEqual([]);
  expect(hidden(flag('ignoreall'), 'prose')).toHaveLength(10);
  expect(copyableText(flag('ignoreall'))).toBe('🏴');
});

test('[M8] the pieces joined are the text without what was smuggled', () => {
  const text = 'a\u0007b\u{E0041}\u{E0042}c\uFE0F\uFE01\u{E0101}';
  expect(copyableText(text)).toBe('a\u0007bc\uFE0F');
});
