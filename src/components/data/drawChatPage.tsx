import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { ChatTurns } from '../../hooks/useSession.ts';
import { messageFlavours } from '../../markdown/copy/flavours.ts';
import { htmlPage } from '../../markdown/copy/htmlPage.ts';
import { Markdown } from '../../markdown/Markdown.tsx';
import { slices } from '../../markdown/slices/slices.ts';

/**
 * A conversation as an HTML page of its own, each answer drawn as in the chat.
 *
 * @see docs/spec.md I7
 */
export function drawChatPage({ title, turns }: ChatTurns): Blob {
  const said = turns.map(({ role, speaker, text }) => ({
    speaker,
    html: role === 'user' ? messageFlavours(text, [])['text/html'] : htmlOf(text),
  }));
  return new Blob([htmlPage(title, said, document.documentElement.lang)], { type: 'text/html' });
}

function htmlOf(text: string): string {
  const container = document.createElement('div');
  const root = createRoot(container);
  flushSync(() => root.render(<Markdown text={text} open={false} />));
  slices.finish();
  const { 'text/html': html } = messageFlavours(text, [...container.children]);
  root.unmount();
  return html;
}
