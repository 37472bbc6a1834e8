import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import type { Part } from '../../protocol/parts.ts';
import { createReply, reduceReply, type Reply } from '../../src/conversation/reply.ts';
import { chunkBetween } from '../../src/persistence/chunkBetween.ts';
import { foldChunks } from '../../src/persistence/foldChunks.ts';
import { readChunk } from '../../src/persistence/readChunk.ts';
import type { ReplyChunk } from '../../src/persistence/ReplyChunk.ts';
import { answer, growingAnswer, messageId, pieceOf, question, replyId, run } from './rows.ts';

const asked = question('q1', 'a');
const EMPTY_PARTS: readonly Part[] = [
  { type: 'text', text: '' },
  { type: 'reasoning', text: 'hm' },
  { type: 'tool-call', toolCallId: 't', name: 'n', argumentsText: '' },
  { type: 'image', url: 'u', alt: '' },
];

/** Every state of a reply from its beginning: `states[seq]`. */
const logs = fc
  .array(fc.oneof(fc.constantFrom(...EMPTY_PARTS), fc.tuple(fc.nat(4), fc.string({ maxLength: 4 }))), { maxLength: 30 })
  .map((steps): readonly Reply[] => {
    const states = [createReply(replyId('reply-m1'), 'built-in/tiny')];
    for (const [index, step] of steps.entries()) {
      const before = states[index];
      if (!before) continue;
      const event: ReplyEvent =
        'type' in step
          ? { seq: index + 1, type: 'part-start', index: before.parts.length, part: step }
          : { seq: index + 1, type: 'part-delta', index: step[0] % (before.parts.length || 1), delta: step[1] };
      states.push(reduceReply(before, event));
    }
    return states;
  });

/** What one writer writes when it looks at the reply at these moments. */
function written(states: readonly Reply[], moments: readonly number[]): readonly ReplyChunk[] {
  const seqs = [...new Set(moments.map((moment) => moment % states.length))].toSorted((a, b) => a - b);
  return seqs.flatMap((seq, index) => {
    const [before, after] = [states[seqs[index - 1] ?? -1], states[seq]];
    const grown = before && after && chunkBetween(before, after);
    return grown ? [{ ...grown, messageId: messageId('m1') }] : [];
  });
}

const moments = fc.array(fc.nat(30), { maxLength: 12 });

/** How far a reply can be told from its beginning, when only these stretches of it are there. */
function reach(chunks: readonly ReplyChunk[]): number {
  let seq = 0;
  for (const chunk of chunks.toSorted((a, b) => a.seq - b.seq)) {
    if (chunk.seq <= seq + 1) seq = Math.max(seq, chunk.lastSeq);
  }
  return seq;
}

/** Pieces in the order of some numbers, some of them lost, the first few twice. */
function shuffled(chunks: readonly ReplyChunk[], order: readonly number[]): readonly ReplyChunk[] {
  const rows = [...chunks, ...chunks.slice(0, 3)].map((chunk, index) => ({ chunk, at: order[index] ?? index }));
  const kept = rows.filter(({ at }) => at % 7 !== 0);
  return kept.toSorted((a, b) => (a.at % 5) - (b.at % 5)).map(({ chunk }) => chunk);
}

test('[P11] pieces of several writers, in any order, twice and with gaps, give the reply up to the first gap', () => {
  fc.assert(
    fc.property(logs, moments, moments, fc.array(fc.nat()), (states, one, other, order) => {
      const chunks = shuffled([...written(states, [0, ...one]), ...written(states, [0, ...other])], order);
      const { reply } = foldChunks(growingAnswer('m1', asked), chunks).runs[0] ?? {};
      const expected = states[reach(chunks)];
      expect(reply?.parts).toEqual(expected?.parts);
      expect(reply?.seq).toBe(expected?.seq);
    }),
  );
});

test('[P11] a piece is read from its row as it was written', () => {
  fc.assert(
    fc.property(logs, moments, (states, seqs) => {
      for (const chunk of written(states, seqs)) expect(readChunk(structuredClone(chunk))).toEqual(chunk);
    }),
  );
});

test('[P11] a reply that has ended, another reply and a question take no pieces', () => {
  const chunks = [pieceOf('m1', 3, 'Hel')];
  const ended = answer('m1', asked, { runs: [run('reply-m1', { status: 'stopped' }, 'H')] });
  const other = growingAnswer('m2', asked);
  for (const message of [ended, other, asked]) expect(foldChunks(message, chunks)).toEqual(message);
});

test('[P11] a piece that cannot fit, because something before it is missing, is left out', () => {
  const fits = pieceOf('m1', 3, 'Hel');
  const broken = {
    ...pieceOf('m1', 5, 'lo'),
    grown: [{ index: 4, at: 0, part: { type: 'text' as const, text: 'x' } }],
  };
  const far = { ...pieceOf('m1', 5, 'lo'), grown: [{ index: 0, at: 9, part: { type: 'text' as const, text: 'x' } }] };
  for (const wrong of [broken, far]) {
    expect(foldChunks(growingAnswer('m1', asked), [fits, wrong]).runs[0]?.reply.seq).toBe(3);
  }
});

test('[P11] the first text keeps its time', () => {
  const early = { ...pieceOf('m1', 3, 'Hel'), firstTextAtMs: 70 };
  const late = { ...pieceOf('m1', 5, 'lo'), firstTextAtMs: 90 };
  expect(foldChunks(growingAnswer('m1', asked), [early, late]).runs[0]?.firstTextAtMs).toBe(70);
});
