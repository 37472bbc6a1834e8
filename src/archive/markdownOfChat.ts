import type { Conversation } from '../conversation/Conversation.ts';
import { lastRun, partsOf, textOf, type Message } from '../conversation/Message.ts';

/**
 * A conversation as a Markdown document: its title, and under a heading for each turn what was said, as it was written.
 *
 * @param path the messages to write, from the first to the last.
 * @param addressOf where the attachment with a hash lies; without it they are named.
 * @see docs/spec.md I2 and I30
 */
export function markdownOfChat(
  { title }: Pick<Conversation, 'title'>,
  path: readonly Message[],
  addressOf?: AddressOf,
): string {
  const turns = path.map((message) => {
    const { speaker, text } = turnOf(message, addressOf);
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

type AddressOf = (hash: string) => string;

/** A message as it is written for people. */
export function turnOf(message: Message, addressOf?: AddressOf): ChatTurn {
  const speaker = message.role === 'user' ? 'You' : `Assistant (${lastRun(message).modelId})`;
  const text = [textOf(message).trim(), ...notesOf(message, addressOf)].filter((part) => part !== '').join('\n\n');
  return { role: message.role, speaker: oneLine(speaker), text };
}

/** What is no text and would be missing: images and sources by their address, attachments, and remarks. */
function notesOf(message: Message, addressOf: AddressOf | undefined): readonly string[] {
  return partsOf(message).flatMap((part) => {
    if (part.type === 'image') return [`![${oneLine(part.alt)}](<${part.url}>)`];
    if (part.type === 'source') return [`[${oneLine(part.title)}](<${part.url}>)`];
    if (part.type === 'attachment') {
      const name = asWords(part.name);
      return [addressOf ? `[${name}](<${addressOf(part.hash)}>)` : `*Attachment: ${name}*`];
    }
    return part.type === 'notice' ? [`*${oneLine(part.text)}*`] : [];
  });
}

/** A name in which nothing is a mark of Markdown. */
function asWords(name: string): string {
  return oneLine(name).replaceAll(/[!*<>[\\\]_`]/g, '\\$&');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
