import { describe, expect, test } from 'vitest';
import { exchangeTitle } from '../../src/conversation/exchangeTitle.ts';
import { answer, question, run } from './messages.ts';

describe('[C23] the title of an exchange', () => {
  test.each([
    ['Why is the sky blue?', 'Because.', 'Why is the sky blue?'],
    ['Explain recursion', '# Recursion\n\nIt is', 'Explain recursion'],
    ['解释递归', '好', '解释递归'],
    ['recursion', '## What recursion is\n\nText', 'What recursion is'],
    ['https://a.example/x?y=z', '# **A page** about rivers\n', 'A page about rivers'],
    ['```ts\nlet a = 1;\n```', '\n# The code', 'The code'],
  ])('%j answered with %j is %j', (asked, answered, title) => {
    expect(exchangeTitle([question('a', null, 1, asked), answer('b', 'a', 2, run('answer', answered))])).toBe(title);
  });

  test.each(['Hi', 'hello there', '你好', '', '```\nx\n```', 'https://a.example/'])(
    'is open after %j without a heading in its answer, and the next question gives it',
    (asked) => {
      const path = [question('a', null, 1, asked), answer('b', 'a', 2, run('answer', 'Yes.\n\n# Later'))];
      expect(exchangeTitle(path)).toBeUndefined();
      expect(exchangeTitle([...path, question('c', 'b', 3, 'How tall is a giraffe?')])).toBe('How tall is a giraffe?');
    },
  );
});
