import { flushSync } from 'react-dom';
import type { ConversationId } from '../../conversation/Message.ts';
import type { ChatSession } from '../../hooks/useSession.ts';
import { loadWriters } from '../../markdown/copy/lazyFlavours.ts';
import { say } from '../../words/say.ts';
import { turnsOf } from '../conversation/turnsOf.ts';
import type { SelectedText } from './selectedInTurn.ts';
import { withQuote } from './withQuote.ts';

/**
 * Puts what is selected into the draft of its chat, as a quote before the caret, and the focus there. Where what writes Markdown cannot be had,
 * the status line says so.
 *
 * @see docs/spec.md U99
 */
export function quoteSelected(
  selected: SelectedText,
  session: Pick<ChatSession, 'drafts' | 'announce'>,
  conversationId: ConversationId,
): void {
  loadWriters().then(
    (writers) => quoteWith(writers, selected, session, conversationId),
    () => session.announce(say('The server does not answer. Start it, then try again.')),
  );
}

function quoteWith(
  { selectionFlavours }: Awaited<ReturnType<typeof loadWriters>>,
  { range, turn }: SelectedText,
  { drafts }: Pick<ChatSession, 'drafts'>,
  conversationId: ConversationId,
): void {
  const chat = turn.closest('[data-chat]');
  const field = chat?.querySelector<HTMLTextAreaElement>('[role=form] > textarea');
  const markdown = chat && selectionFlavours(range, turnsOf(chat))?.['text/markdown'];
  if (!field || !markdown) return;
  const { text, caret } = withQuote({ text: field.value, caret: field.selectionStart }, markdown);
  flushSync(() => drafts.setDraft(conversationId, text));
  field.focus();
  field.setSelectionRange(caret, caret);
  // Where the box scrolls, the end of the quote and the caret are what is looked for.
  if (caret === text.length) field.scrollTop = field.scrollHeight;
}
