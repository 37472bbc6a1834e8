import type { Conversation } from '../conversation/Conversation.ts';
import { lastRun, partsOf, textOf, type Message } from '../conversation/Message.ts';

/**
 * A conversation as a Markdown document: its title, and under a heading for each turn what was said, as it was written.
 *
 * @param path the messages to write, from the first to the last.
 * @see docs/spec.md I2
 */
export function markdownOfChat({ title }: Pick<Conversation, 'title'>, path: readonly Message[]): string {
  const turns = path.map((message) => {
    const { speaker, text } = turnOf(message);
    return `## ${speaker}\n\n${text}`;
  });
  return `${[`# ${oneLine(title)}`, ...turns].join('\n\n').trimEnd()}\n`;
}

/** What somebody said, in words: `text` is Markdown, as it was written. */
export interface ChatTurn {
  readonly role: Message['role'];
  readonly speaker: string;
  readonly text: string;
}

/** A message as it is written for people. */
export function turnOf(message: Message): ChatTurn {
  const speaker = message.role === 'user' ? 'You' : `Assistant (${lastRun(message).modelId})`;
  const text = [textOf(message).trim(), ...notesOf(message)].filter((part) => part !== '').join('\n\n');
  return { role: message.role, speaker: oneLine(speaker), text };
}

/** What is no text and would be missing: images and sources by their address, and remarks. */
function notesOf(message: Message): readonly string[] {
  return partsOf(message).flatMap((part) => {
    if (part.type === 'image') return [`![${oneLine(part.alt)}](<${part.url}>)`];
    if (part.type === 'source') return [`[${oneLine(part.title)}](<${part.url}>)`];
    return part.type === 'notice' ? [`*${oneLine(part.text)}*`] : [];
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
