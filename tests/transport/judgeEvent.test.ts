import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import { judgeEvent } from '../../src/transport/judgeEvent.ts';

test('[T7] whatever pieces of a reply arrive in whatever order, what is delivered has no gap and no repetition', () => {
  const piece = fc
    .record({ from: fc.integer({ min: 1, max: 30 }), length: fc.integer({ min: 1, max: 4 }) })
    .map(({ from, length }): ReplyEvent => ({ seq: from + length - 1, from, type: 'part-delta', index: 0, delta: '' }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
      let applied = 0;
      for (const event of pieces) {
        if (judgeEvent(event, applied) !== 'deliver') continue;
        expect(event.from).toBe(applied + 1);
        applied = event.seq;
      }
    }),
  );
});

test('[T7] an event that overlaps what was applied is read again, not applied twice', () => {
  expect(judgeEvent({ seq: 6, from: 3, type: 'part-delta', index: 0, delta: 'abcd' }, 4)).toBe('gap');
});
