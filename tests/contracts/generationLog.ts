import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { ReplyEvent, ReplyEventBody } from '../../protocol/events.ts';
import { isReplyId, type ReplyId } from '../../protocol/ids.ts';
import { MAX_DELTA_UNITS } from '../../protocol/limits.ts';
import { collect } from '../server/collect.ts';
import { LogError, type GenerationLog } from '../../server/log/GenerationLog.ts';

/** What a log under test must take over, so that the suite can hold time and reach the limits. */
export interface LogUnderTest {
  /** Milliseconds since 1970, for leases, retention and tombstones. */
  readonly now: () => number;
  readonly leaseMs: number;
  readonly retentionMs: number;
  readonly tombstoneMs: number;
  readonly maxReplyBytes: number;
}

const LIMITS = { leaseMs: 15_000, retentionMs: 60_000, tombstoneMs: 600_000, maxReplyBytes: 4096 };
const START: ReplyEventBody = { type: 'reply-start', model: 'm' };
const TEXT: ReplyEventBody = { type: 'part-start', index: 0, part: { type: 'text', text: '' } };
const END: ReplyEventBody = { type: 'reply-end', finishReason: 'stop' };

function delta(text: string, index = 0): ReplyEventBody {
  return { type: 'part-delta', index, delta: text };
}

let counter = 0;
function freshId(): ReplyId {
  counter += 1;
  const id = `reply-${process.pid}-${counter}`;
  if (!isReplyId(id)) throw new Error(`${id} is no reply id`);
  return id;
}

function neverAborts(): AbortSignal {
  return new AbortController().signal;
}

async function readAll(log: GenerationLog, id: ReplyId, after = 0): Promise<ReplyEvent[]> {
  return collect(log.read(id, after, neverAborts()));
}

function textOf(events: readonly ReplyEvent[]): string {
  return events.map((event) => (event.type === 'part-delta' ? event.delta : '')).join('');
}

/** What every generation log promises. `create` makes an empty one with the given time and limits. */
export function describeGenerationLog(name: string, create: (options: LogUnderTest) => Promise<GenerationLog>): void {
  describe(`${name} as a generation log`, () => {
    const opened: GenerationLog[] = [];
    let nowMs = 1_000_000;

    async function open(): Promise<GenerationLog> {
      const log = await create({ ...LIMITS, now: () => nowMs });
      opened.push(log);
      return log;
    }

    async function openWith(id: ReplyId, ...batches: ReplyEventBody[][]): Promise<GenerationLog> {
      const log = await open();
      await log.claim(id, 'hash', 'owner');
      for (const batch of batches) await log.append(id, batch);
      return log;
    }

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((log) => log.close()));
    });

    test('[L1] of many claims at once exactly one is the producer', async () => {
      const log = await open();
      const id = freshId();
      const claims = await Promise.all(Array.from({ length: 20 }, (_, n) => log.claim(id, 'hash', `owner-${n}`)));
      expect(claims.filter((claim) => claim === 'producer')).toHaveLength(1);
      expect(claims.filter((claim) => claim === 'reader')).toHaveLength(19);
      expect(await log.status(id)).toBe('running');
    });

    test('[L2] a claim with another body is a conflict, while the reply runs and after it', async () => {
      const id = freshId();
      const log = await openWith(id, [START]);
      expect(await log.claim(id, 'other', 'owner')).toBe('conflict');
      await log.append(id, [END]);
      expect(await log.claim(id, 'other', 'owner')).toBe('conflict');
      expect(await log.claim(id, 'hash', 'owner')).toBe('reader');
    });

    test('[L3] seq counts 1, 2, 3 … over all batches, and append returns the last', async () => {
      const log = await open();
      const id = freshId();
      await log.claim(id, 'hash', 'owner');
      expect(await log.append(id, [START, TEXT])).toBe(2);
      expect(await log.append(id, [delta('a')])).toBe(3);
      expect(await log.append(id, [END])).toBe(4);
      expect((await readAll(log, id)).map((event) => event.seq)).toEqual([1, 2, 3, 4]);
    });

    test('[L4] whatever the cut, a reader gets every event after it once, in order, also those appended while it reads', async () => {
      const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), {
        minLength: 1,
        maxLength: 30,
      });
      await fc.assert(
        fc.asyncProperty(texts, fc.nat(), fc.nat(), async (deltas, cutSeed, liveSeed) => {
          const id = freshId();
          const live = liveSeed % (deltas.length + 1);
          const cut = cutSeed % (live + 3);
          const bodies = [START, TEXT, ...deltas.map((text) => delta(text))];
          const log = await openWith(id, bodies.slice(0, live + 2));
          const reading = readAll(log, id, cut);
          for (const body of bodies.slice(live + 2)) await log.append(id, [body]);
          await log.append(id, [END]);
          const events = await reading;
          let expected = cut + 1;
          for (const event of events) {
            expect(event.from ?? event.seq).toBe(expected);
            expected = event.seq + 1;
          }
          expect(expected).toBe(bodies.length + 2);
          expect(textOf(events)).toBe(deltas.slice(Math.max(0, cut - 2)).join(''));
        }),
        { numRuns: 60 },
      );
    });

    test('[L4] an opened reader takes what is there, is called when there is more, and is done after the final event', async () => {
      const id = freshId();
      const log = await openWith(id, [START]);
      let calls = 0;
      const reader = await log.open(id, 0, () => void (calls += 1));
      expect([reader.take(), reader.take(), reader.isDone]).toEqual([{ ...START, seq: 1 }, undefined, false]);
      await log.append(id, [delta('a')]);
      await log.append(id, [END]);
      expect(calls).toBe(2);
      expect([reader.take(), reader.isDone]).toEqual([{ ...delta('a'), seq: 2 }, false]);
      expect([reader.take(), reader.isDone, reader.take()]).toEqual([{ ...END, seq: 3 }, true, undefined]);
      reader.close();
      await expect(log.open(freshId(), 0, () => undefined)).rejects.toMatchObject({ code: 'unknown' });
    });

    test('[L16] an opened reader is done when the log closes, and hears nothing once it is closed itself', async () => {
      const id = freshId();
      const log = await openWith(id, [START]);
      const calls: string[] = [];
      const staying = await log.open(id, 1, () => calls.push('staying'));
      const leaving = await log.open(id, 1, () => calls.push('leaving'));
      leaving.close();
      await log.close();
      expect([calls, staying.isDone, staying.take()]).toEqual([['staying'], true, undefined]);
      staying.close();
    });

    test('[L5] a replay merges neighbouring deltas of one part and names the first in `from`', async () => {
      const id = freshId();
      const log = await openWith(
        id,
        [START, TEXT],
        [delta('a')],
        [delta('b'), delta('c')],
        [delta('x', 1)],
        [delta('d'), END],
      );
      expect((await readAll(log, id)).slice(2)).toEqual([
        { type: 'part-delta', index: 0, delta: 'abc', seq: 5, from: 3 },
        { type: 'part-delta', index: 1, delta: 'x', seq: 6 },
        { type: 'part-delta', index: 0, delta: 'd', seq: 7 },
        { ...END, seq: 8 },
      ]);
    });

    test('[L5] a merged delta is never longer than one event may be', async () => {
      const log = await create({ ...LIMITS, maxReplyBytes: 1_000_000, now: () => nowMs });
      opened.push(log);
      const id = freshId();
      await log.claim(id, 'hash', 'owner');
      await log.append(id, [
        START,
        ...Array.from({ length: 20 }, () => delta('y'.repeat(MAX_DELTA_UNITS / 2 - 1))),
        END,
      ]);
      const events = await readAll(log, id);
      expect(events).toHaveLength(1 + 10 + 1);
      expect(Math.max(...events.map((event) => textOf([event]).length))).toBeLessThanOrEqual(MAX_DELTA_UNITS);
    });

    test('[L6] after the final event every append is refused, and readers return', async () => {
      const id = freshId();
      const log = await openWith(id, [START, END]);
      expect(await log.status(id)).toBe('ended');
      await expect(log.append(id, [delta('late')])).rejects.toMatchObject({ code: 'ended' });
      await expect(log.append(id, [END])).rejects.toBeInstanceOf(LogError);
      expect(await readAll(log, id)).toHaveLength(2);
    });

    test('[L6] a batch that goes on after its final event is refused whole', async () => {
      const id = freshId();
      const log = await openWith(id, [START]);
      await expect(log.append(id, [END, delta('late')])).rejects.toMatchObject({ code: 'ended' });
      expect(await log.status(id)).toBe('running');
    });

    test('[L7] at the end of an ended log nothing follows; beyond it the final event does', async () => {
      const id = freshId();
      const log = await openWith(id, [START, delta('a'), END]);
      expect(await readAll(log, id, 3)).toEqual([]);
      expect(await readAll(log, id, 4)).toEqual([{ ...END, seq: 3 }]);
      expect(await readAll(log, id, 900)).toEqual([{ ...END, seq: 3 }]);
    });

    test('[L7] a reader that is ahead of a running log gets the final event once it comes', async () => {
      const id = freshId();
      const log = await openWith(id, [START]);
      const reading = readAll(log, id, 50);
      await log.append(id, [delta('a')]);
      await log.append(id, [{ type: 'reply-stop' }]);
      expect(await reading).toEqual([{ type: 'reply-stop', seq: 3 }]);
    });

    test('[L8] a stop ends the log before anything else can be appended, and asking again changes nothing', async () => {
      const id = freshId();
      const log = await openWith(id, [START, delta('kept')]);
      const reading = readAll(log, id);
      await log.requestStop(id);
      await expect(log.append(id, [delta('late')])).rejects.toMatchObject({ code: 'ended' });
      await log.requestStop(id);
      const events = await reading;
      expect(events).toHaveLength(3);
      expect(textOf(events)).toBe('kept');
      expect(events.at(-1)).toEqual({ type: 'reply-stop', seq: 3 });
    });

    test('[L8] a stop of a reply that has ended leaves its end as it was', async () => {
      const id = freshId();
      const log = await openWith(id, [START, END]);
      await log.requestStop(id);
      expect(await readAll(log, id, 1)).toEqual([{ ...END, seq: 2 }]);
    });

    test('[L9] a reply that was stopped before it was claimed is never produced', async () => {
      const log = await open();
      const id = freshId();
      await log.requestStop(id);
      expect(await log.claim(id, 'hash', 'owner')).toBe('reader');
      expect(await readAll(log, id)).toEqual([{ type: 'reply-stop', seq: 1 }]);
    });

    test('[L10] the owner hears of a stop, whether it listens before or after', async () => {
      const id = freshId();
      const log = await openWith(id, [START]);
      const before = log.stopRequested(id, neverAborts());
      await log.requestStop(id);
      await before;
      await log.stopRequested(id, neverAborts());
      expect(await log.status(id)).toBe('ended');
    });

    test('[L10] listening for a stop ends when its signal aborts', async () => {
      const id = freshId();
      const log = await openWith(id, [START]);
      const listening = new AbortController();
      const heard = log.stopRequested(id, listening.signal);
      listening.abort();
      await heard;
      expect(await log.status(id)).toBe('running');
    });

    test('[L11] an append beyond the size limit is refused whole, a final event alone never', async () => {
      const id = freshId();
      const log = await openWith(id, [START, delta('a'.repeat(3000))]);
      await expect(log.append(id, [delta('b'), delta('c'.repeat(1200))])).rejects.toMatchObject({ code: 'full' });
      expect(await log.append(id, [delta('d'.repeat(900))])).toBe(3);
      const error = { code: 'log-full', message: 'e'.repeat(2000) } as const;
      expect(await log.append(id, [{ type: 'reply-error', error }])).toBe(4);
      expect(textOf(await readAll(log, id))).toBe('a'.repeat(3000) + 'd'.repeat(900));
    });

    test('[L12] a reply whose lease ran out is ended as interrupted; one whose owner lives is not', async () => {
      const log = await open();
      const [lost, alive, done] = [freshId(), freshId(), freshId()];
      await log.claim(lost, 'hash', 'gone');
      await log.claim(alive, 'hash', 'here');
      await log.claim(done, 'hash', 'gone');
      await log.append(lost, [START, delta('so far')]);
      await log.append(done, [END]);
      nowMs += 10_000;
      await log.renew('here');
      expect(await log.endOrphans()).toBe(0);
      nowMs += 5_000;
      expect(await log.endOrphans()).toBe(1);
      expect((await readAll(log, lost)).at(-1)).toEqual({ type: 'reply-interrupt', reason: 'server-lost', seq: 3 });
      expect(await log.status(alive)).toBe('running');
      expect(await readAll(log, done)).toEqual([{ ...END, seq: 1 }]);
    });

    test('[L13] a deleted reply is expired until its tombstone lapses, and its readers end', async () => {
      const id = freshId();
      const log = await openWith(id, [START]);
      const reading = readAll(log, id);
      await log.delete(id);
      await reading;
      expect(await log.status(id)).toBe('expired');
      expect(await log.claim(id, 'hash', 'owner')).toBe('expired');
      await expect(log.append(id, [delta('late')])).rejects.toMatchObject({ code: 'unknown' });
      await log.requestStop(id);
      expect(await log.status(id)).toBe('expired');
      nowMs += LIMITS.tombstoneMs;
      expect(await log.status(id)).toBe('unknown');
    });

    test('[L13] deleting a reply that was never claimed keeps a late claim from producing it', async () => {
      const log = await open();
      const id = freshId();
      await log.delete(id);
      expect(await log.claim(id, 'hash', 'owner')).toBe('expired');
    });

    test('[L14] an ended reply is forgotten after its retention, a running one never', async () => {
      const log = await open();
      const [ended, running] = [freshId(), freshId()];
      for (const id of [ended, running]) await log.claim(id, 'hash', 'owner');
      await log.append(ended, [END]);
      nowMs += LIMITS.retentionMs - 1;
      expect(await log.status(ended)).toBe('ended');
      nowMs += 1;
      expect(await log.status(ended)).toBe('expired');
      expect(await log.status(running)).toBe('running');
    });

    test('[L15] a reply that nobody claimed is unknown to append and to read', async () => {
      const log = await open();
      const id = freshId();
      expect(await log.status(id)).toBe('unknown');
      await expect(log.append(id, [START])).rejects.toMatchObject({ code: 'unknown' });
      await expect(readAll(log, id)).rejects.toMatchObject({ code: 'unknown' });
    });

    test('[L16] a waiting reader is released when its signal aborts, and all are when the log closes', async () => {
      const id = freshId();
      const log = await openWith(id, [START]);
      const leaving = new AbortController();
      const gone = collect(log.read(id, 0, leaving.signal));
      const staying = readAll(log, id);
      const listening = log.stopRequested(id, neverAborts());
      leaving.abort();
      expect((await gone).length).toBeLessThanOrEqual(1);
      await log.close();
      expect(await staying).toEqual([{ ...START, seq: 1 }]);
      await listening;
    });
  });
}
