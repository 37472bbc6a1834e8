import { textOf, type Message, type MessageId } from '../../conversation/Message.ts';
import { titleFrom } from '../../conversation/title.ts';
import { headingsOf } from '../../markdown/headingsOf.ts';

/** A line of an outline. */
export interface OutlineLine {
  readonly messageId: MessageId;
  readonly text: string;
  /** 0 for a question, else the level of a heading of its answer. */
  readonly depth: number;
  /** Which heading of the message it is, from 0; `undefined` for a question. */
  readonly heading?: number;
}

/** The questions of a path by their first lines, each with the headings of its answer. */
export function outlineOf(path: readonly Message[]): readonly OutlineLine[] {
  return path.flatMap((message): OutlineLine[] => {
    const { id: messageId } = message;
    const text = textOf(message);
    if (message.role === 'user') return [{ messageId, text: titleFrom(text), depth: 0 }];
    return headingsOf(text).map((heading, at) => ({ messageId, ...heading, heading: at }));
  });
}
