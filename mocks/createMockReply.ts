import type { ReplyRequest } from '../protocol/requests.ts';
import type { Answer, Frame } from './Answer.ts';
import { answerResponse } from './answerResponse.ts';
import type { Clock } from './Clock.ts';
import { answerWith } from './faults.ts';
import type { Player } from './play.ts';
import { endFrame, replyFormat } from './replyFrames.ts';
import type { PendingReply } from './ScriptedReply.ts';

/** A reply of the mocked server: a script, how far it has been told, and who listens. */
export interface MockReply {
  readonly request: ReplyRequest;
  /** Answers the request that began it, with the fault. */
  first(): Promise<Response>;
  /** Answers a later request with what follows `after`. */
  rest(after: number): Promise<Response>;
  /** Ends the reply with `reply-stop`, for every reader, after what any reader has got. */
  stop(): void;
  /** Lets every reader wait for ever. */
  silence(): void;
}

/** One connection on which the reply is told. */
interface Reader {
  player: Player | undefined;
  /** The last event that it has been sent. */
  seq: number;
}

/**
 * A reply that plays one script to every reader: the first one gets the fault, the others what follows the event that they have.
 * Pauses that one reader has sat through are over for all.
 *
 * @see docs/spec.md K14, K15
 */
export function createMockReply(pending: PendingReply, request: ReplyRequest, clock: Clock): MockReply {
  const format = replyFormat(request.model);
  const readers = new Set<Reader>();
  const toldSeq = (): number => Math.max(0, ...Array.from(readers, (reader) => reader.seq));
  let frames = format.frames(pending.script);

  function respond(answer: Answer, after: number): Promise<Response> {
    const reader: Reader = { seq: Math.min(after, lastSeqOf(frames)), player: undefined };
    const { response, player } = answerResponse(answer, {
      clock,
      onFrame(frame) {
        reader.seq = Math.max(reader.seq, seqOf(frame));
        if (frame.type === 'stall') pending.silent.resolve();
      },
    });
    if (answer.type === 'silent') pending.silent.resolve();
    if (player) readers.add(Object.assign(reader, { player }));
    void player?.cancelled.then(() => pending.cancelled.resolve());
    return response;
  }

  return {
    request,
    first() {
      pending.asked.resolve(request);
      return respond(answerWith(format, pending.script, pending.fault), 0);
    },
    rest(after) {
      const gone = pending.fault !== undefined && pending.afterwards === 'gone';
      return respond(gone ? { type: 'refused' } : restOf(frames, after, toldSeq(), format.headers), after);
    },
    stop() {
      frames = stoppedAfter(frames, toldSeq());
      for (const { player, seq } of readers) player?.endWith(frames.filter((frame) => seqOf(frame) > seq));
    },
    silence() {
      for (const { player } of readers) player?.endWith([{ type: 'stall' }]);
    },
  };
}

/** The events of a reply that is stopped after `toldSeq`; those of one that has ended by then are its own. */
function stoppedAfter(frames: readonly Frame[], toldSeq: number): readonly Frame[] {
  const told = frames.filter((frame) => seqOf(frame) > 0 && seqOf(frame) <= toldSeq);
  const ended = told.some((frame) => frame.type === 'send' && frame.place === 'ending');
  return ended ? told : [...told, endFrame({ type: 'reply-stop' }, toldSeq + 1)];
}

/** What a reader gets who has the events up to `after`, while others have been told those up to `toldSeq`. */
function restOf(
  frames: readonly Frame[],
  after: number,
  toldSeq: number,
  headers: Readonly<Record<string, string>>,
): Answer {
  const lastSeq = lastSeqOf(frames);
  if (after === lastSeq) return { type: 'response', status: 204, headers: {}, frames: [] };
  let passedSeq = 0;
  const rest = frames.filter((frame) => {
    passedSeq = Math.max(passedSeq, seqOf(frame));
    if (frame.type === 'send') return seqOf(frame) > Math.min(after, lastSeq - 1);
    return passedSeq >= toldSeq;
  });
  return { type: 'response', status: 200, headers, frames: rest };
}

function lastSeqOf(frames: readonly Frame[]): number {
  return Math.max(0, ...frames.map(seqOf));
}

function seqOf(frame: Frame): number {
  return frame.type === 'send' ? (frame.seq ?? 0) : 0;
}
