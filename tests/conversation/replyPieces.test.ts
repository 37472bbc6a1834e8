import { describe, expect, test } from 'vitest';
import type { Part } from '../../protocol/parts.ts';
import { textOf } from '../../src/conversation/Message.ts';
import { replyPieces, type ReplyPiece } from '../../src/conversation/replyPieces.ts';
import { answer, run } from './messages.ts';

const THOUGHT: Part = { type: 'reasoning', text: 'hm' };
const NOTICE: Part = { type: 'notice', text: 'n' };

function texts(pieces: readonly ReplyPiece[]): string[] {
  return pieces.map(({ part }) => ('text' in part ? part.text : part.type));
}

describe('[C7] an answer is drawn', () => {
  test('with its text as one piece over the seam of a Continue', () => {
    const message = answer('a1', null, 1, run('answer', '```js\nlet '), run('continue', 'a;\n```'));
    const { body } = replyPieces(message);
    expect(texts(body)).toEqual(['```js\nlet a;\n```']);
    expect(texts(body)[0]).toBe(textOf(message));
  });

  test('with what was thought above what was said, one piece a run', () => {
    const { reasoning, body } = replyPieces(
      answer('a1', null, 1, run('answer', THOUGHT, THOUGHT, 'a'), run('continue', THOUGHT, 'b')),
    );
    expect(texts(reasoning)).toEqual(['hm\n\nhm', 'hm']);
    expect(texts(body)).toEqual(['ab']);
  });

  test('with a notice between the texts that it stands between', () => {
    expect(texts(replyPieces(answer('a1', null, 1, run('answer', 'a', NOTICE, 'b'))).body)).toEqual(['a', 'n', 'b']);
  });

  test('under keys that stay while it grows and is continued', () => {
    const first = run('answer', THOUGHT, 'a');
    const before = replyPieces(answer('a1', null, 1, first));
    const after = replyPieces(answer('a1', null, 1, first, run('continue', 'b')));
    expect(after.body.map(({ key }) => key)).toEqual(before.body.map(({ key }) => key));
    expect(after.reasoning.map(({ key }) => key)).toEqual(before.reasoning.map(({ key }) => key));
  });
});
