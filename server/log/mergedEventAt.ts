import type { ReplyEvent } from '../../protocol/events.ts';
import { MAX_DELTA_UNITS } from '../../protocol/limits.ts';

/**
 * The event at a place of a list, with the neighbouring deltas of the same part that follow it merged into it as far
 * as one event may grow. Its `seq` is that of the last merged one, its `from` that of the first.
 *
 * @see docs/spec.md L5
 */
export function mergedEventAt(events: readonly ReplyEvent[], place: number): ReplyEvent | undefined {
  const first = events[place];
  const second = events[place + 1];
  if (first?.type !== 'part-delta' || second?.type !== 'part-delta') return first;
  let delta = first.delta;
  let last = first;
  for (let next = place + 1; next < events.length; next += 1) {
    const event = events[next];
    if (event?.type !== 'part-delta' || event.index !== first.index) break;
    if (delta.length + event.delta.length > MAX_DELTA_UNITS) break;
    delta += event.delta;
    last = event;
  }
  return last === first ? first : { ...first, delta, seq: last.seq, from: first.from ?? first.seq };
}
