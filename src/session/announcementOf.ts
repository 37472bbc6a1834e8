import type { Reply } from '../conversation/reply.ts';
import { countWords } from '../conversation/countWords.ts';
import { say } from '../words/say.ts';

/**
 * What the status line says of a reply that has ended.
 *
 * @see docs/spec.md N13
 */
export function announcementOf(reply: Reply): string {
  switch (reply.state.status) {
    case 'done': {
      const words = countWords(reply.parts.map((part) => (part.type === 'text' ? part.text : '')).join(''));
      return say('Reply ready, {count, plural, one {# word} other {# words}}', { count: words });
    }
    case 'stopped':
      return say('Stopped');
    case 'interrupted':
      return say('Reply interrupted');
    case 'failed':
      // Why stands in an alert inside of the turn, which is read out by itself.
      return say('Reply failed');
    case 'queued':
    case 'streaming':
      return say('Generating');
  }
}
