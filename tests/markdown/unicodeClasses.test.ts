import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { P, S } from '../../src/markdown/unicodeClasses.ts';

test.each([
  ['P', P],
  ['S', S],
] as const)('[M24] every character that markdown-it takes for class %s is of it here too', (name, ours) => {
  const theirs = createRequire(createRequire(import.meta.url).resolve('markdown-it'))('uc.micro') as Record<
    string,
    RegExp
  >;
  const missed: string[] = [];
  let count = 0;
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (!theirs[name]?.test(character)) continue;
    count += 1;
    if (!ours.test(character)) missed.push(code.toString(16));
  }
  expect(count).toBeGreaterThan(800);
  expect(missed).toEqual([]);
});
