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
    const heading = message.role === 'user' ? 'You' : `Assistant (${lastRun(message).modelId})`;
    return `## ${oneLine(heading)}\n\n${[textOf(message).trim(), ...notesOf(message)].filter((text) => text !== '').join('\n\n')}`;
  });
  return `${[`# ${oneLine(title)}`, ...turns].join('\n\n').trimEnd()}\n`;
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
