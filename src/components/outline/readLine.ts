import type { Message } from '../../conversation/Message.ts';
import type { OutlineLine } from './outlineOf.ts';

/** How far below the upper edge of a thread a line counts as being read, as a share of its height. */
const READ_AT = 0.3;

/** Which line of the outline of a path is the question that is being read, with its answer; the last one where no turn is in sight. */
export function readLine(lines: readonly OutlineLine[], path: readonly Message[]): number {
  const inSight = turnInSight();
  const place = path.findIndex(({ id }) => id === inSight);
  const above = place === -1 ? path : path.slice(0, place + 1);
  const question = above.findLast(({ role }) => role === 'user') ?? path.find(({ role }) => role === 'user');
  return lines.findIndex(({ messageId }) => messageId === question?.id);
}

/** The message whose turn stands where a reader reads. */
function turnInSight(): string | undefined {
  const thread = document.querySelector('[data-message-count]');
  if (!thread) return undefined;
  const { top, height } = thread.getBoundingClientRect();
  const line = top + height * READ_AT;
  const turns = [...thread.querySelectorAll<HTMLElement>('article[data-status]')];
  return turns.findLast((turn) => turn.getBoundingClientRect().top <= line)?.dataset['messageId'];
}
