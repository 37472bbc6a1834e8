import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../src/conversation/Message.ts';
import { joinContinuation } from '../../src/conversation/joinContinuation.ts';
import { replyPieces } from '../../src/conversation/replyPieces.ts';
import { answer, run } from './messages.ts';

const CODE = 'Here it is:\n\n```js\nconst sum = add(1, 2);\n';

describe('[C8] a continuation is joined', () => {
  test.each([
    ['a stream that goes on', 'The quick brown', ' fox jumps.', 'The quick brown fox jumps.'],
    ['a word that goes on', 'The mito', 'chondria is', 'The mitochondria is'],
    [
      'the end again',
      'Far away the quick brown fox',
      'the quick brown fox jumps.',
      'Far away the quick brown fox jumps.',
    ],
    ['half a word again', 'See: the mitochon', 'the mitochondria is', 'See: the mitochondria is'],
    [
      'a last sentence again',
      'One. It was a dark night.',
      'It was a dark night. Rain fell.',
      'One. It was a dark night. Rain fell.',
    ],
    ['other white space', 'One\n\ntwo three\nfour', 'two  three four five', 'One\n\ntwo three\nfour five'],
    ['other marks', 'So **the quick fox**', '*the* quick fox jumps', 'So **the quick fox** jumps'],
    ['the whole again', 'Once upon a time', 'Once upon a time there was', 'Once upon a time there was'],
    ['a short repetition, which may be meant', 'It is very', ' very cold', 'It is very very cold'],
    [
      'zeros, which may be meant',
      '| 0 | 0 | 0 | 0 |\n',
      '| 0 | 0 | 0 | 0 |\n',
      '| 0 | 0 | 0 | 0 |\n| 0 | 0 | 0 | 0 |\n',
    ],
    ['a code block opened again', CODE, '```js\nshow(sum);\n```', `${CODE}show(sum);\n\`\`\``],
    ['code said again', CODE, '```js\nconst sum = add(1, 2);\nshow(sum);', `${CODE}show(sum);`],
    ['a code block that is closed', CODE, '```\nDone.', `${CODE}\`\`\`\nDone.`],
    ['nothing', 'One', '', 'One'],
  ])('%s', (_, earlier, later, joined) => {
    expect(joinContinuation(earlier, later)).toBe(joined);
  });

  test('a long answer told again from its first word is not told twice', () => {
    const words = Array.from({ length: 900 }, (_, index) => `w${index}`).join(' ');
    expect(joinContinuation(words, `${words} and on`)).toBe(`${words} and on`);
    expect(joinContinuation(words, words.slice(0, 3000), false)).toBe(words);
  });

  const text = fc
    .array(fc.constantFrom('a', 'b', ' ', '\n', '*', '```', '```js\n', '0', 'xy', 'word', '😀', '.'))
    .map((units) => units.join(''));
  const word = fc.stringMatching(/^[a-z]{3,9}$/);
  const sentence = fc.uniqueArray(word, { minLength: 6, maxLength: 40 });

  test('after all that was there, and with nothing that was not said', () => {
    fc.assert(
      fc.property(text, text, fc.boolean(), (earlier, later, isWhole) => {
        const joined = joinContinuation(earlier, later, isWhole);
        expect(joined.startsWith(earlier)).toBe(true);
        const squeezed = joined.slice(earlier.length).replaceAll(/\s/g, '');
        expect(later.replaceAll(/\s/g, '').endsWith(squeezed)).toBe(true);
      }),
    );
  });

  test('so that what is seen only grows', () => {
    fc.assert(
      fc.property(text, text, (earlier, later) => {
        let seen = earlier;
        for (let length = 0; length <= later.length; length += 1) {
          const next = joinContinuation(earlier, later.slice(0, length), false);
          expect(next.startsWith(seen)).toBe(true);
          seen = next;
        }
        expect(joinContinuation(earlier, later).startsWith(seen)).toBe(true);
      }),
    );
  });

  test('without the overlap, wherever it begins and however it is set', () => {
    fc.assert(
      fc.property(sentence, fc.nat(), fc.constantFrom(' ', '\n', '  ', ' **'), (words, at, gap) => {
        const cut = 1 + (at % (words.length - 1));
        const earlier = words.join(' ');
        const repeated = words.slice(-cut);
        fc.pre(repeated.join('').length >= 8 && new Set(repeated.join('')).size >= 5);
        expect(joinContinuation(earlier, `${repeated.join(gap)} 1 2 3`)).toBe(`${earlier} 1 2 3`);
      }),
    );
  });

  test('as it is when it repeats nothing', () => {
    fc.assert(
      fc.property(sentence, sentence, (words, more) => {
        const later = ` ${more.join(' ').toUpperCase()}`;
        expect(joinContinuation(words.join(' '), later)).toBe(words.join(' ') + later);
        expect(joinContinuation(words.join(' '), later, false)).toBe(words.join(' ') + later);
      }),
    );
  });
});

const cut = (status: 'stopped' | 'interrupted' | 'queued', later: string) => {
  const next = run('continue', later);
  return answer('a1', null, 1, run('answer', 'Far away the quick brown fox'), {
    ...next,
    reply: { ...next.reply, state: { status } },
  });
};

test.each(['stopped', 'interrupted', 'queued'] as const)(
  '[C8] a Continue that was %s while it repeated leaves the text as it was',
  (status) => {
    expect(textOf(cut(status, 'the quick br'))).toBe('Far away the quick brown fox');
    expect(textOf(cut(status, 'the quick brown fox ran'))).toBe('Far away the quick brown fox ran');
  },
);

test('[C8] an answer is drawn, copied and sent without the repetition', () => {
  const message = cut('stopped', 'the quick brown fox ran');
  expect(replyPieces(message).body.map(({ part }) => part)).toEqual([{ type: 'text', text: textOf(message) }]);
});
