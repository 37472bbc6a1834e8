import { decodeHTMLStrict as decodeAny } from 'entities/decode';
import { expect, test } from 'vitest';
import { decodeHTMLStrict } from '../../src/markdown/decodeHTMLStrict.ts';

const common =
  'amp lt gt quot apos nbsp copy reg trade hellip mdash ndash lsquo rsquo ldquo rdquo laquo raquo times divide plusmn deg euro pound yen cent sect para middot bull larr rarr uarr darr harr rArr hArr forall exist empty nabla isin ni prod sum minus radic infin and or cap cup int there4 sim asymp ne equiv le ge sub sup Alpha Omega alpha omega szlig Auml ouml ntilde ccedil zwj zwnj lrm rlm shy ensp emsp thinsp spades hearts check cross starf lbrace rbrace lbrack rbrack lpar rpar verbar bsol sol ast num dollar percnt colon semi comma period excl quest commat Hat lowbar grave Tab NewLine';

test.each(common.split(' '))('[M23] the reference &%s; is the character that HTML says', (name) => {
  expect(decodeHTMLStrict(`&${name};`)).not.toBe(`&${name};`);
  expect(decodeHTMLStrict(`&${name};`)).toBe(decodeAny(`&${name};`));
});

test('[M23] a name that is not known stays as it was written', () => {
  expect(decodeHTMLStrict('&nothing;')).toBe('&nothing;');
  expect(decodeHTMLStrict('&constructor;')).toBe('&constructor;');
});
