import type { Reply } from './reply.ts';

/** Whether a reply has brought something to show: a part that is more than an empty text. */
export function hasContent(reply: Reply): boolean {
  return reply.parts.some((part) => !('text' in part) || part.text !== '');
}
