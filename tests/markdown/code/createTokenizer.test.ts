import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createTokenizer } from '../../../src/markdown/code/createTokenizer.ts';
import type { Tokenizer } from '../../../src/markdown/code/createTokenizer.ts';
import { grammars } from '../../../src/markdown/code/grammars.ts';
import { commonName } from '../../../src/markdown/code/languageName.ts';
import { tokenKinds } from '../../../src/markdown/code/tokenKinds.ts';

const tokenizer = createTokenizer();
let block = 0;

beforeAll(async () => {
  await tokenizer.load('TypeScript');
});

/** The lines of code with what they are coloured as, for example `«keyword const» a = «constant 1»;`. */
function read(language: string, code: string, from: Tokenizer = tokenizer): string {
  block += 1;
  return drawn(code, from.read(block, language, code));
}

function drawn(code: string, runs: Uint16Array): string {
  let at = 0;
  const lines = code.split('\n').map((line) => {
    let text = '';
    let from = 0;
    for (; (runs[at] ?? 0) > 0; at += 2) {
      const piece = line.slice(from, from + (runs[at] ?? 0));
      const kind = tokenKinds[(runs[at + 1] ?? 0) - 1];
      text += kind === undefined ? piece : `«${kind} ${piece}»`;
      from += piece.length;
    }
    at += 1;
    return text + line.slice(from);
  });
  return lines.join('\n');
}

describe('reading code', () => {
  test('[M25] tells the kinds of words apart, and leaves most of them plain', () => {
    expect(read('TypeScript', "const a: Map = f('x', 1); // why")).toBe(
      "«keyword const» a: «type Map» = «function f»(«string 'x'», «constant 1»); «comment // why»",
    );
  });

  test('[M25] gives a space the kind of its neighbours where they agree', () => {
    expect(read('TypeScript', 'export default class')).toBe('«keyword export default class»');
  });

  test('[M25] goes on from line to line, however they are handed over', () => {
    const lines = ['/* one', 'two', '*/ const a = `x', '${1}`;', 'let b;'];
    block += 1;
    const first = block;
    const parts = lines.map((line) => drawn(line, tokenizer.read(first, 'TypeScript', `${line}\n`)));
    expect(parts.join('\n')).toBe(read('TypeScript', lines.join('\n')));
    expect(parts[1]).toBe('«comment two»');
  });

  test('[M25] begins anew when a block has been forgotten', () => {
    block += 1;
    tokenizer.read(block, 'TypeScript', '/* open\n');
    tokenizer.forget(block);
    expect(drawn('let', tokenizer.read(block, 'TypeScript', 'let\n'))).toBe('«keyword let»');
  });

  test('[M25] keeps blocks of several languages apart', async () => {
    await tokenizer.load('Python');
    block += 2;
    tokenizer.read(block - 1, 'TypeScript', '/* open\n');
    expect(drawn('# x', tokenizer.read(block, 'Python', '# x\n'))).toBe('«comment # x»');
    expect(drawn('x', tokenizer.read(block - 1, 'TypeScript', 'x\n'))).toBe('«comment x»');
  });

  test('[M26] leaves very long lines plain, and knows where it was behind them', () => {
    const long = '1'.repeat(1001);
    expect(read('TypeScript', `/* a\n${long}\nb`)).toBe(`«comment /* a»\n${long}\n«comment b»`);
    expect(read('TypeScript', '1'.repeat(1000))).toBe(`«constant ${'1'.repeat(1000)}»`);
  });

  test('[M26] what the expressions of a grammar cost at first is no time of a long line: on a slow machine it stayed plain', async () => {
    const fresh = createTokenizer();
    await fresh.load('TypeScript');
    let nowMs = 0;
    let looks = 0;
    // The first twenty looks at the clock are a tenth of a second apart, all further ones at the same time.
    vi.spyOn(Date, 'now').mockImplementation(() => (nowMs += (looks += 1) <= 20 ? 100 : 0));
    expect(read('TypeScript', `let a = 1; // ${'and so on '.repeat(20)}`, fresh)).toContain('«keyword let»');
    expect(looks).toBeGreaterThan(10);
  });
});

describe('the grammars', () => {
  test.each([...grammars.keys()])('[M25] %s is known by its own name and reads a line', async (name) => {
    expect(commonName(name)).toBe(name);
    const fresh = createTokenizer();
    expect(await fresh.load(name)).toBe(true);
    expect(fresh.read(1, name, '"a" <b> 1\n').at(-1)).toBe(0);
  });

  test('[M25] another language has none', async () => {
    expect(await tokenizer.load('__proto__')).toBe(false);
    expect(commonName('__proto__')).toBeUndefined();
  });
});
