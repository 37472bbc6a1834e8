import type { Message } from '../conversation/Message.ts';
import { mergeMessage } from './mergeMessage.ts';

/**
 * A message that is shown, brought up to what is stored of it; the same object when nothing is new, so that nothing is drawn again.
 *
 * @see docs/spec.md P5
 */
export function newerMessage(shown: Message | undefined, stored: Message): Message {
  const merged = mergeMessage(shown, stored);
  return shown && JSON.stringify(shown) === JSON.stringify(merged) ? shown : merged;
}
