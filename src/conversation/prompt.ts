import type { RequestMessage } from '../../protocol/requests.ts';
import { textOf, type Message } from './Message.ts';

/**
 * What a model is sent: exactly the path in sight, as text. Answers without text are left out; reasoning and notices
 * never travel.
 *
 * @see docs/spec.md C5
 */
export function promptOf(path: readonly Message[]): readonly RequestMessage[] {
  return path
    .map((message) => ({ role: message.role, text: textOf(message) }))
    .filter(({ text }) => text !== '')
    .map(({ role, text }) => ({ role, parts: [{ type: 'text', text }] }));
}
