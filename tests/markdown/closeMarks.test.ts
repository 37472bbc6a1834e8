import { describe, expect, test } from 'vitest';
import { closeMarks } from '../../src/markdown/closeMarks.ts';
import { NO_LABELS } from '../../src/markdown/Labels.ts';

const close = (text: string) => closeMarks(text, NO_LABELS);

describe('half-finished marks at the end', () => {
  test.each([
    ['a **bo', 'a **bo**'],
    ['a **bo*', 'a **bo**'],
    ['a **bo**', 'a **bo**'],
    ['a ***bo**', 'a ***bo***'],
    ['a *it', 'a *it*'],
    ['a __bo', 'a __bo__'],
    ['a ~~st~', 'a ~~st~~'],
    ['**a *b', '**a *b***'],
    ['**a `co', '**a `co`**'],
    ['`co', '`co`'],
    ['``co`', '``co``'],
    ['[te', '[te]()'],
    ['[**te', '[**te**]()'],
    ['[te]', '[te]()'],
    ['[te](htt', '[te]()'],
    ['[te](https://a.example/x_(y', '[te]()'],
    ['[te](https://a.example "ti', '[te]()'],
    ['[te][re', '[te]()'],
    ['![al', '![al]()'],
    ['![al](htt', '![al]()'],
    ['<https://exa', 'https://exa'],
    ['$x^', '$x^$'],
    [String.raw`\(x`, String.raw`\(x\)`],
    [String.raw`\(x` + '\\', String.raw`\(x\)`],
    ['$$x$', '$$x$$'],
  ])('[M12] are closed: %s', (text, closed) => {
    expect(close(text)).toBe(closed);
  });

  test.each([
    ['a **', 'a'],
    ['a *', 'a'],
    ['a `', 'a'],
    ['a [', 'a'],
    ['a ![', 'a'],
    ['a \\', 'a'],
    ['a $$', 'a'],
    ['**a** *', '**a**'],
  ])('[M12] are left out while nothing follows them: %s', (text, shown) => {
    expect(close(text)).toBe(shown);
  });

  test.each([
    'plain text',
    'a **bold** end',
    'it costs $5',
    'it costs $5 and more',
    'array[0',
    'array[0]',
    '[a](https://a.example/_$x) end',
    '[note] (see below',
    '[note](that is said in words',
    String.raw`2 \* 3 \*`,
    '`a *` b',
    `[${'long '.repeat(40)}`,
  ])('[M12] are seen only where there are any: %s', (text) => {
    expect(close(text)).toBe(text.trimEnd());
  });
});
