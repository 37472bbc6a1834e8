import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Chat } from '../../src/components/conversation/Chat.tsx';
import { StatusLine } from '../../src/components/ui/StatusLine.tsx';
import type { ConversationId } from '../../src/conversation/Message.ts';
import { SessionContext } from '../../src/hooks/useSession.ts';
import { createChatSession } from '../../src/session/createChatSession.ts';
import '../chat.css';
import { createChatCompletionsModels } from './createChatCompletionsModels.ts';
import { createChatCompletionsTransport } from './createChatCompletionsTransport.ts';

// The page's own origin hands `/v1` on to the endpoint (see ../vite.config.ts), so that no key and no CORS rule is needed here.
const session = createChatSession({
  transport: createChatCompletionsTransport('/v1'),
  api: createChatCompletionsModels('/v1'),
});

function Page() {
  const [conversationId, setConversationId] = useState<ConversationId>();
  return (
    <SessionContext value={session}>
      <Chat conversationId={conversationId} onConversation={setConversationId} />
      <StatusLine />
    </SessionContext>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(<Page />);
