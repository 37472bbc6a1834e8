import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FinalEventBody, ReplyEvent, ReplyEventBody } from '../../protocol/events.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import {
  createReply,
  isFinal,
  reduceReply,
  type Reply,
  type ReplySignal,
  type ReplyState,
} from '../../src/conversation/reply.ts';
import { finalEvent, replyEvent, text } from '../protocol/arbitraries.ts';

const replyId = 'reply-0001' as ReplyId; // Eight or more letters and digits.
const START = createReply(replyId, 'asked/model');

const SIGNALS: readonly ReplySignal[] = [
  { type: 'link-lost' },
  { type: 'link-open' },
  { type: 'stopped' },
  { type: 'interrupted' },
  { type: 'failed', error: { code: 'offline', message: 'm' } },
];

/** Events in the order of a log: numbered from 1. */
function numbered(bodies: readonly ReplyEventBody[]): readonly ReplyEvent[] {
  return bodies.map((body, index) => ({ ...body, seq: index + 1 }));
}

function applied(inputs: readonly (ReplyEvent | ReplySignal)[], reply: Reply = START): Reply {
  return inputs.reduce(reduceReply, reply);
}

/** The middle of a reply: parts in their order, each with its text in deltas. */
const partBodies: fc.Arbitrary<readonly ReplyEventBody[]> = fc
  .array(fc.tuple(fc.constantFrom('text', 'reasoning'), fc.array(text, { maxLength: 4 })), { maxLength: 4 })
  .map((parts) =>
    parts.flatMap(([type, deltas], index): readonly ReplyEventBody[] => [
      { type: 'part-start', index, part: { type, text: '' } },
      ...deltas.map((delta): ReplyEventBody => ({ type: 'part-delta', index, delta })),
    ]),
  );

/** All events of a whole reply. */
const wholeLog: fc.Arbitrary<readonly ReplyEvent[]> = fc
  .tuple(partBodies, finalEvent)
  .map(([parts, final]) => numbered([{ type: 'reply-start', model: 'served/model' }, ...parts, final]));

/** The log as a replay gives it: neighbouring deltas of one part merged at random. */
function merged(events: readonly ReplyEvent[], joins: readonly boolean[]): readonly ReplyEvent[] {
  const result: ReplyEvent[] = [];
  for (const [index, event] of events.entries()) {
    const last = result.at(-1);
    if (joins[index] && last?.type === 'part-delta' && event.type === 'part-delta' && last.index === event.index) {
      result[result.length - 1] = { ...event, delta: last.delta + event.delta, from: last.from ?? last.seq };
    } else {
      result.push(event);
    }
  }
  return result;
}

const joins = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });

function stateOf(final: FinalEventBody): ReplyState {
  switch (final.type) {
    case 'reply-end': {
      const { type: _type, ...fields } = final;
      return { status: 'done', ...fields };
    }
    case 'reply-stop':
      return { status: 'stopped' };
    case 'reply-interrupt':
      return { status: 'interrupted' };
    case 'reply-error':
      return { status: 'failed', error: final.error };
  }
}

describe('the plain course of a reply', () => {
  test('[R1] a reply begins queued, streams, and is done with what came', () => {
    const events = numbered([
      { type: 'reply-start', model: 'served/model' },
      { type: 'part-start', index: 0, part: { type: 'text', text: '' } },
      { type: 'part-delta', index: 0, delta: 'Hel' },
      { type: 'part-delta', index: 0, delta: 'lo' },
      { type: 'reply-end', finishReason: 'stop', usage: { outputTokens: 2 } },
    ]);
    const steps = events.map((_event, index) => applied(events.slice(0, index + 1)));
    expect(START).toEqual({ replyId, model: 'asked/model', parts: [], seq: 0, state: { status: 'queued' } });
    expect(steps.map(({ state }) => state.status)).toEqual([
      'streaming',
      'streaming',
      'streaming',
      'streaming',
      'done',
    ]);
    expect(steps.at(-1)).toEqual({
      replyId,
      model: 'served/model',
      parts: [{ type: 'text', text: 'Hello' }],
      seq: 5,
      state: { status: 'done', finishReason: 'stop', usage: { outputTokens: 2 } },
    });
  });

  test('[R1] the text is that of the deltas, joined unit for unit, and the end is that of the final event', () => {
    fc.assert(
      fc.property(partBodies, finalEvent, (bodies, final) => {
        const reply = applied(numbered([...bodies, final]));
        const starts = bodies.filter((body) => body.type === 'part-start');
        const textsOf = (index: number) =>
          bodies.map((body) => (body.type === 'part-delta' && body.index === index ? body.delta : '')).join('');
        expect(reply.parts).toEqual(starts.map(({ part }, index) => ({ ...part, text: textsOf(index) })));
        expect(reply.state).toEqual(stateOf(final));
        expect(isFinal(reply.state)).toBe(true);
      }),
    );
  });

  test('[R1] every event and signal is accepted in every state, and nothing that was given is changed', () => {
    const input = fc.oneof(replyEvent, fc.constantFrom(...SIGNALS));
    fc.assert(
      fc.property(fc.array(input), fc.array(fc.tuple(fc.nat(4), replyEvent)), (inputs, steps) => {
        // Half of the events follow on one another, so that states beyond the first are reached.
        const close = steps.map(([gap, event], index): ReplyEvent => ({
          ...event,
          seq: index + 1 + (gap === 4 ? 1 : 0),
        }));
        let reply = START;
        for (const next of [...close, ...inputs]) {
          const before = structuredClone(reply);
          const after = reduceReply(reply, next);
          expect(reply).toEqual(before);
          expect(after.seq).toBeGreaterThanOrEqual(reply.seq);
          reply = after;
        }
      }),
    );
  });
});

describe('repeats, gaps and replays', () => {
  test('[R2] an event that was applied before changes nothing: the reply stays the same object', () => {
    fc.assert(
      fc.property(wholeLog, fc.nat(), (log, cut) => {
        const applicable = log.slice(0, cut % log.length);
        const reply = applied(applicable);
        for (const event of applicable) expect(reduceReply(reply, event)).toBe(reply);
      }),
    );
  });

  test('[R3] an event behind a gap changes nothing: the reply stays the same object', () => {
    fc.assert(
      fc.property(wholeLog, fc.nat(), fc.integer({ min: 2, max: 9 }), (log, cut, gap) => {
        const reply = applied(log.slice(0, cut % log.length));
        const far: ReplyEvent = { type: 'part-delta', index: 0, delta: 'x', seq: reply.seq + gap };
        expect(reduceReply(reply, far)).toBe(reply);
      }),
    );
  });

  test('[R5] a replay that merges deltas gives the reply of the single events, wherever it sets in', () => {
    fc.assert(
      fc.property(wholeLog, joins, fc.nat(), (log, flags, cut) => {
        const seen = cut % log.length;
        expect(applied(merged(log, flags))).toEqual(applied(log));
        expect(applied(merged(log.slice(seen), flags), applied(log.slice(0, seen)))).toEqual(applied(log));
      }),
    );
  });

  test('[R5] a merged event that begins at what is known already, or behind a gap, changes nothing', () => {
    const reply = applied(
      numbered([
        { type: 'part-start', index: 0, part: { type: 'text', text: '' } },
        { type: 'part-delta', index: 0, delta: 'ab' },
      ]),
    );
    for (const from of [1, 2, 4]) {
      expect(reduceReply(reply, { type: 'part-delta', index: 0, delta: 'abcd', seq: 5, from })).toBe(reply);
    }
    expect(reduceReply(reply, { type: 'part-delta', index: 0, delta: 'cd', seq: 5, from: 3 }).parts).toEqual([
      { type: 'text', text: 'abcd' },
    ]);
  });

  test('[R2] any mixture of live events, repeats and merged replays ends as the plain sequence does', () => {
    // Each attempt is a connection: it begins somewhere at or before what is known, merges as it likes, and breaks off.
    const attempt = fc.record({ back: fc.nat(6), length: fc.nat(8), flags: joins, lost: fc.boolean() });
    fc.assert(
      fc.property(wholeLog, fc.array(attempt, { maxLength: 12 }), (log, attempts) => {
        let reply = START;
        for (const { back, length, flags, lost } of attempts) {
          const first = Math.max(0, reply.seq - back);
          const repeats = log.slice(first, reply.seq);
          const news = merged(log.slice(reply.seq), flags).slice(0, length);
          reply = applied([...repeats, ...news], reply);
          if (lost) reply = reduceReply(reply, { type: 'link-lost' });
        }
        expect(applied(log, reply)).toEqual(applied(log));
      }),
    );
  });
});

describe('the end', () => {
  test('[R4] a first final event always applies, whatever its number, and keeps what came', () => {
    fc.assert(
      fc.property(wholeLog, fc.nat(), finalEvent, fc.integer({ min: 1, max: 100 }), (log, cut, final, seq) => {
        const reply = applied(log.slice(0, cut % log.length));
        const ended = reduceReply(reply, { ...final, seq });
        expect(ended.state).toEqual(stateOf(final));
        expect(ended.parts).toBe(reply.parts);
        expect(ended.seq).toBe(Math.max(reply.seq, seq));
      }),
    );
  });

  test('[R4] nothing changes a reply that has ended: it stays the same object', () => {
    const ends = fc.oneof(
      finalEvent.map((final): ReplyEvent => ({ ...final, seq: 1 })),
      fc.constantFrom(...SIGNALS.slice(2)),
    );
    fc.assert(
      fc.property(wholeLog, ends, fc.oneof(replyEvent, fc.constantFrom(...SIGNALS)), (log, end, late) => {
        const ended = reduceReply(applied(log.slice(0, -1)), end);
        expect(reduceReply(ended, late)).toBe(ended);
        expect(applied(log, ended)).toBe(ended);
      }),
    );
  });

  test('[R4] a final event without usage leaves none', () => {
    expect(applied([{ type: 'reply-end', finishReason: 'length', seq: 1 }]).state).toStrictEqual({
      status: 'done',
      finishReason: 'length',
    });
  });
});

describe('signals from this side of the wire', () => {
  const streaming = applied(numbered([{ type: 'part-start', index: 0, part: { type: 'text', text: 'a' } }]));

  test('[R6] a lost link shows, a link that stands again too, and the parts stay', () => {
    const lost = reduceReply(streaming, { type: 'link-lost' });
    expect(lost).toEqual({ ...streaming, state: { status: 'streaming', link: 'reconnecting' } });
    expect(lost.parts).toBe(streaming.parts);
    expect(reduceReply(lost, { type: 'link-lost' })).toBe(lost);
    expect(reduceReply(lost, { type: 'link-open' }).state).toEqual({ status: 'streaming', link: 'open' });
    expect(reduceReply(lost, { type: 'part-delta', index: 0, delta: 'b', seq: 2 }).state).toEqual({
      status: 'streaming',
      link: 'open',
    });
  });

  test('[R6] an open link changes nothing where none was lost', () => {
    expect(reduceReply(streaming, { type: 'link-open' })).toBe(streaming);
    expect(reduceReply(START, { type: 'link-open' })).toBe(START);
  });

  test('[R6] a stop, an interruption and a failure end a reply and keep its parts', () => {
    const [stopped, interrupted, failed] = SIGNALS.slice(2).map((signal) => reduceReply(streaming, signal));
    expect(stopped).toEqual({ ...streaming, state: { status: 'stopped' } });
    expect(interrupted).toEqual({ ...streaming, state: { status: 'interrupted' } });
    expect(failed).toEqual({ ...streaming, state: { status: 'failed', error: { code: 'offline', message: 'm' } } });
  });
});

describe('events that make no sense', () => {
  const one = applied(numbered([{ type: 'part-start', index: 0, part: { type: 'text', text: 'a' } }]));

  test('[R1] a part out of order and text for a part that never began are passed over, and their number counts as seen', () => {
    expect(reduceReply(one, { type: 'part-start', index: 2, part: { type: 'text', text: 'x' }, seq: 2 })).toEqual({
      ...one,
      seq: 2,
    });
    expect(reduceReply(one, { type: 'part-start', index: 0, part: { type: 'text', text: 'x' }, seq: 2 })).toEqual({
      ...one,
      seq: 2,
    });
    expect(reduceReply(one, { type: 'part-delta', index: 7, delta: 'x', seq: 2 })).toEqual({ ...one, seq: 2 });
  });

  test('[R1] parts that did not grow stay the same objects', () => {
    const two = reduceReply(one, { type: 'part-start', index: 1, part: { type: 'text', text: '' }, seq: 2 });
    const grown = reduceReply(two, { type: 'part-delta', index: 1, delta: 'b', seq: 3 });
    expect(grown.parts[0]).toBe(one.parts[0]);
    expect(grown.parts[1]).toEqual({ type: 'text', text: 'b' });
  });
});
