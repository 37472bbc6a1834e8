import fc from 'fast-check';
import { samples } from './samples.ts';

/** Marks that make and break blocks, so that random texts are full of half-built ones. */
const pieces = fc.constantFrom(
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  ' ',
  '    ',
  '\t',
  '- ',
  '* ',
  '1. ',
  '2) ',
  '> ',
  '# ',
  '```',
  '~~~',
  '$$',
  '\\[',
  '\\]',
  '---',
  '===',
  '| a | b |',
  '|---|---|',
  '[a]',
  '[a]: ',
  '[a]: https://a.example',
  ' "title',
  '"',
  "'",
  '(',
  ')',
  'foo',
  'word ',
  '**',
  '*',
  '_',
  '`',
  '~~',
  '[',
  '](',
  '![',
  ']',
  '<b>',
  '\\',
  'é',
  '中文',
  '- [x] ',
  '> [!NOTE]\n',
  '[^1]',
  '[^1]: ',
  '> $$\n> x',
  ' | ',
  '&amp;',
  '\0',
);

/** Random texts, samples, and two samples one behind the other. */
export const texts = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
  fc.constantFrom(...Object.values(samples)),
  fc
    .tuple(fc.constantFrom(...Object.values(samples)), fc.constantFrom(...Object.values(samples)))
    .map((two) => two.join('')),
);

/** Texts, and in steps of how many characters they arrive; the steps repeat. */
export const cutTexts = fc.tuple(texts, fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 12 }));

/** A text as it grows in such steps, up to the whole of it. */
export function* growing(text: string, steps: readonly number[]): Generator<string> {
  let at = 0;
  for (let turn = 0; at < text.length; turn += 1) {
    at += steps[turn % steps.length] ?? 1;
    yield text.slice(0, at);
  }
}
