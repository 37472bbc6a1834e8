import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Chat } from '../../src/components/conversation/Chat.tsx';
import { StatusLine } from '../../src/components/ui/StatusLine.tsx';
import type { ConversationId } from '../../src/conversation/Message.ts';
import { SessionContext } from '../../src/hooks/useSession.ts';
import type { ChatSession } from '../../src/session/ChatSession.ts';
import { adoptChatStyles } from './adoptChatStyles.ts';

/**
 * Puts a chat into an element of a foreign page, with walls around its styles. The element needs a height; tokens of
 * `src/components/styles/tokens.css` that are set on it hold inside.
 *
 * @returns a function that takes the chat out of the page and ends its session.
 */
export function mountChat(host: HTMLElement, session: ChatSession): () => void {
  const shadow = host.attachShadow({ mode: 'open' });
  adoptChatStyles(shadow);
  const container = document.createElement('div');
  container.className = 'embedded-chat';
  shadow.append(container);
  const root = createRoot(container);
  root.render(<EmbeddedChat session={session} />);
  return () => {
    root.unmount();
    void session.close();
  };
}

function EmbeddedChat({ session }: { session: ChatSession }) {
  const [conversationId, setConversationId] = useState<ConversationId>();
  return (
    <SessionContext value={session}>
      <Chat conversationId={conversationId} onConversation={setConversationId} />
      <StatusLine />
    </SessionContext>
  );
}
