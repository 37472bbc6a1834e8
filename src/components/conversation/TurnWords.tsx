import { textOf, type Message } from '../../conversation/Message.ts';
import { say } from '../../words/say.ts';

/** A turn out of sight: its heading and its text as it was written, for whoever searches, selects or has the page read aloud. */
export function TurnWords({ turn }: { turn: Message }) {
  return (
    <article data-message-id={turn.id}>
      <h2 className="sr-only">{turn.role === 'user' ? say('You said') : say('Assistant said')}</h2>
      <div data-reply-body dir="auto" className="wrap-anywhere whitespace-pre-wrap">
        {textOf(turn)}
      </div>
    </article>
  );
}
