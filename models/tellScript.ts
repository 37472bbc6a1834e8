import type { Clock } from '../mocks/Clock.ts';
import { createPace } from '../mocks/createPace.ts';
import { isContent, type Script } from '../mocks/script.ts';
import { ReplyError, replyError } from '../protocol/errors.ts';
import type { ModelPiece } from './ChatModel.ts';

/** After so many tokens without a pause the others get their turn. */
const TOKENS_PER_TURN = 32;

/**
 * Says a script as a model would, with its pauses on the clock and without drift. Ends at once when `signal` aborts.
 *
 * @throws {ReplyError} where the script fails or breaks off.
 */
export async function* tellScript(
  script: Script,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<ModelPiece, void, void> {
  const pace = createPace(clock);
  for (const [index, step] of script.entries()) {
    if (signal.aborted) return;
    if (isContent(step) || step.type === 'finish') yield step;
    else if (step.type === 'wait') await pace.wait(step.ms, signal);
    else if (step.type === 'hold') await step.gate.pass(signal).then(() => pace.restart());
    else throw new ReplyError(step.type === 'fail' ? step.error : replyError('truncated'));
    // A model that is late never sleeps; without a turn for the others nobody would hear that its reader has gone.
    if (index % TOKENS_PER_TURN === TOKENS_PER_TURN - 1) await clock.sleep(0, signal);
  }
}
