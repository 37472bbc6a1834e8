import { replyError } from '../protocol/errors.ts';
import type { FinalEventBody } from '../protocol/events.ts';
import type { ReplyRequest } from '../protocol/requests.ts';
import type { CallUpstream } from './callUpstream.ts';
import type { FrameClock } from './createFrameClock.ts';
import { LogError, type GenerationLog } from './log/GenerationLog.ts';
import { nameOfError } from './nameOfError.ts';
import { ReplyWriter } from './ReplyWriter.ts';
import type { Report } from './Report.ts';
import type { ResolvedModel } from './UpstreamDirectory.ts';

/** What generating needs. */
export interface GenerationParts {
  readonly log: GenerationLog;
  readonly callUpstream: CallUpstream;
  readonly frames: FrameClock;
  readonly report: Report;
}

/** One claimed reply to be generated. */
export interface GenerationJob {
  readonly request: ReplyRequest;
  /** `undefined` when the model is gone by now. */
  readonly target: ResolvedModel | undefined;
  /** Ends the generation, with a final event as the reason when the log holds none yet. */
  readonly run: AbortController;
}

/** The reason to abort a run with when the server is going away. */
export const SERVER_LOST: FinalEventBody = { type: 'reply-interrupt', reason: 'server-lost' };

/**
 * Produces one claimed reply into the log, whoever reads it or nobody, and ends it with exactly one final event,
 * whatever fails. Never rejects.
 *
 * @returns the final event; `reply-stop` when the log had been fenced by a stop.
 * @see docs/spec.md S6 to S10
 */
export async function generate(job: GenerationJob, parts: GenerationParts): Promise<FinalEventBody> {
  const { request, run } = job;
  const { log, report } = parts;
  const writer = new ReplyWriter({
    frames: parts.frames,
    append: (events) => log.append(request.replyId, events),
    onRefused: () => {
      run.abort();
    },
  });
  const heard = log.stopRequested(request.replyId, run.signal).then(
    () => {
      run.abort();
    },
    (error: unknown) => {
      report(`reply ${request.replyId}: cannot hear of a stop: ${nameOfError(error)}`);
    },
  );
  try {
    writer.write([{ type: 'reply-start', model: request.model }]);
    await callModel(job, parts, writer);
  } catch (error) {
    report(`reply ${request.replyId}: ${nameOfError(error)}`);
    writer.write([{ type: 'reply-error', error: replyError('internal') }]);
  }
  const interruption =
    run.signal.reason === SERVER_LOST ? SERVER_LOST : ({ ...SERVER_LOST, reason: 'truncated' } as const);
  writer.write([interruption]);
  await writer.settled();
  run.abort();
  await heard;
  return settle(request, writer, parts);
}

async function callModel({ request, target, run }: GenerationJob, parts: GenerationParts, writer: ReplyWriter) {
  if (!target) return writer.write([{ type: 'reply-error', error: replyError('unknown-model') }]);
  if (run.signal.aborted) return;
  const { messages, params } = request;
  await parts.callUpstream({ target, messages, params, signal: run.signal }, (events) => {
    writer.write(events);
  });
}

/** Sees to it that the log ends, also when it refused what was written. */
async function settle(
  request: ReplyRequest,
  writer: ReplyWriter,
  { log, report }: GenerationParts,
): Promise<FinalEventBody> {
  const written = writer.final ?? SERVER_LOST;
  if (!writer.refusal) return written;
  const { error } = writer.refusal;
  if (error instanceof LogError && error.code !== 'full') return { type: 'reply-stop' };
  const final: FinalEventBody = {
    type: 'reply-error',
    error: replyError(error instanceof LogError ? 'log-full' : 'internal'),
  };
  report(`reply ${request.replyId}: cannot be written: ${nameOfError(error)}`);
  try {
    await log.append(request.replyId, [final]);
  } catch (again) {
    // Its lease runs out, and whoever notices ends it.
    report(`reply ${request.replyId}: cannot be ended: ${nameOfError(again)}`);
  }
  return final;
}
