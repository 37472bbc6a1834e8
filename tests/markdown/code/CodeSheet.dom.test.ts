import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { boxLines, CodeSheet } from '../../../src/markdown/code/CodeSheet.ts';

let host: HTMLElement;
let sheet: CodeSheet;

beforeEach(() => {
  host = document.createElement('code');
  sheet = new CodeSheet(host);
});

describe('a sheet of code', () => {
  test('[M15] shows text at once, in boxes of whole lines', () => {
    const text = Array.from({ length: 2 * boxLines + 1 }, (_, at) => `line ${at}`).join('\n');
    sheet.extend(text, true);
    expect(host.textContent).toBe(text);
    expect(Array.from(host.children, (box) => box.textContent?.split('\n').length)).toEqual([49, 49, 1]);
  });

  test('[M15] adds text to the node that is there', () => {
    sheet.extend('a', true);
    const node = sheet.boxes[0]?.end;
    sheet.extend('ab\ncd', true);
    sheet.extend('ab\ncd', false);
    expect(sheet.boxes[0]?.end).toBe(node);
    expect(node?.data).toBe('ab\ncd');
  });

  test('[M22] has its caret behind the last character while it grows', () => {
    sheet.extend('', true);
    expect(host.lastElementChild?.className).toBe('md-code-lines md-growing');
    const full = 'x\n'.repeat(boxLines);
    sheet.extend(full, true);
    sheet.extend(`${full}y`, true);
    expect(host.querySelectorAll('.md-growing')).toHaveLength(1);
    expect(host.children[1]?.className).toBe('md-code-lines md-growing');
    sheet.extend(`${full}y`, false);
    expect(host.querySelector('.md-growing')).toBeNull();
  });

  test('[M15] says so when a text is not a continuation of its own', () => {
    expect(sheet.extend('abc', true)).toBe(true);
    expect(sheet.extend('abd', true)).toBe(false);
    expect(sheet.extend('abc', false)).toBe(true);
    expect(sheet.extend('abc', false)).toBe(true);
    expect(sheet.extend('abcd', false)).toBe(false);
    expect(sheet.extend('abc', true)).toBe(false);
  });

  test('[M8] draws hidden characters as marks', () => {
    sheet.extend('a\u202Eb\u{E0041}c', false);
    expect(host.innerHTML).toBe(
      '<span class="md-code-lines">a<bdi class="md-mark" data-mark="U+202E">\u202E</bdi>b' +
        '<bdi class="md-mark" data-mark="U+E0041"></bdi>c</span>',
    );
  });

  test('[M8] draws so many marks, and what is hidden beyond them as replacement characters', () => {
    const text = 'a\u202E'.repeat(600);
    sheet.extend(text.slice(0, 901), true);
    sheet.extend(text, false);
    expect(host.querySelectorAll('.md-mark')).toHaveLength(500);
    expect(host.textContent).toBe('a\u202E'.repeat(500) + 'a\uFFFD'.repeat(100));
  });

  test('[M8] [M11] is in the end the same however its text was cut', () => {
    const flag = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';
    const piece = fc.constantFrom('a', '\n', '\uFE0F', '\u{E0100}', '\u{E0041}', '\u202E', '\u0007', '❤', '😀', flag);
    const cases = fc.array(piece, { maxLength: 40 }).chain((pieces) => {
      const text = pieces.join('');
      return fc.tuple(fc.constant(text), fc.array(fc.nat(text.length), { maxLength: 12 }));
    });
    fc.assert(
      fc.property(cases, ([text, cuts]) => {
        const [whole, streamed] = [document.createElement('code'), document.createElement('code')];
        new CodeSheet(whole).extend(text, false);
        const growing = new CodeSheet(streamed);
        for (const cut of cuts.toSorted((one, other) => one - other)) growing.extend(text.slice(0, cut), true);
        growing.extend(text, false);
        expect(streamed.innerHTML).toBe(whole.innerHTML);
      }),
    );
  });
});
