import { textOf, type Message } from './Message.ts';
import { titleFrom } from './title.ts';

/** A word that opens a talk and says nothing about it. */
const GREETING = /^(?:hi|hello|hey|hallo|hola|salut|ciao|moin|test|ping|help|你好|您好|مرحبا)$/iu;

/**
 * The title that the exchanges so far give a chat: from the first question that says what it is about, or from the heading that the
 * answer to an earlier one begins with.
 *
 * @param path the messages in sight, from the first to the last
 * @returns `undefined` while none of them says enough
 * @see docs/spec.md C23
 */
export function exchangeTitle(path: readonly Message[]): string | undefined {
  for (const message of path) {
    const text = textOf(message);
    const [heading] = /^\s*#{1,6} [^\n]+/.exec(text) ?? [];
    if (message.role === 'user') {
      if (!saysLittle(text)) return titleFrom(text);
    } else if (heading !== undefined) return titleFrom(heading);
  }
  return undefined;
}

/** Whether a question is a greeting, an address, code, or one word. */
function saysLittle(text: string): boolean {
  const trimmed = text.trim();
  if (/^(?:$|```|~~~|\S+:\/\/\S+$)/.test(trimmed)) return true;
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  const words = Array.from(segmenter.segment(titleFrom(text))).filter(({ isWordLike }) => isWordLike);
  return words.filter(({ segment }) => !GREETING.test(segment)).length < 2;
}
