import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReplyState } from '../../src/conversation/reply.ts';
import { lastRun, textOf, type AssistantMessage } from '../../src/conversation/Message.ts';
import { mergeMessage } from '../../src/persistence/mergeMessage.ts';
import { answer, question, run } from '../persistence/rows.ts';

const TEXT = 'One two three';

const ends: readonly ReplyState[] = [
  { status: 'done', finishReason: 'stop' },
  { status: 'stopped' },
  { status: 'interrupted' },
  { status: 'failed', error: { code: 'internal', message: 'It failed.' } },
];

/** An answer that ended somewhere: any part of one text, numbered as a server that forgot some of it may. */
const ended = fc
  .record({ length: fc.nat(TEXT.length), seq: fc.integer({ min: 1, max: 4 }), state: fc.constantFrom(...ends) })
  .map(({ length, seq, state }) => {
    const one = run('reply-1', state, TEXT.slice(0, length));
    return answer('m1', question('q1', 'a'), { runs: [{ ...one, reply: { ...one.reply, seq } }] });
  });

const choice = (message: ReturnType<typeof mergeMessage>) => {
  const { reply } = lastRun(message as AssistantMessage); // Both were.
  return [textOf(message), reply.state.status, reply.seq];
};

test('[Z4] whichever of two ends is stored first, the same one is kept', () => {
  fc.assert(
    fc.property(ended, ended, (one, other) => {
      expect(choice(mergeMessage(one, other))).toEqual(choice(mergeMessage(other, one)));
    }),
  );
});

test('[Z4] under one number the end with more text is kept, and a stop rather than what broke', () => {
  const at = (text: string, status: 'stopped' | 'interrupted') => {
    const one = run('reply-1', { status }, text);
    return answer('m1', question('q1', 'a'), { runs: [{ ...one, reply: { ...one.reply, seq: 3 } }] });
  };
  expect(mergeMessage(at('One', 'stopped'), at('One two', 'interrupted'))).toEqual(at('One two', 'interrupted'));
  expect(mergeMessage(at('One', 'interrupted'), at('One', 'stopped'))).toEqual(at('One', 'stopped'));
});
