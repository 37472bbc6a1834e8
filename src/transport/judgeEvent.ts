import { isFinalEvent, type ReplyEvent } from '../../protocol/events.ts';

/**
 * What to do with an event when `applied` is the last `seq` that was applied: `deliver` what follows it, `drop` what was
 * had before, and take everything else as a `gap`, to be read again from the last applied. A final event that is behind
 * what we hold is delivered: a killed server may have forgotten events that we have.
 *
 * @see docs/spec.md T7
 */
export function judgeEvent(event: ReplyEvent, applied: number): 'deliver' | 'drop' | 'gap' {
  if ((event.from ?? event.seq) === applied + 1) return 'deliver';
  if (event.seq > applied) return 'gap';
  return isFinalEvent(event) ? 'deliver' : 'drop';
}
