import { createChatSession } from '../../src/session/createChatSession.ts';
import { createChatCompletionsModels } from '../own-backend/createChatCompletionsModels.ts';
import { createChatCompletionsTransport } from '../own-backend/createChatCompletionsTransport.ts';
import { mountChat } from './mountChat.tsx';

// Everything that a chat has is in its session, so two chats share nothing. Any transport will do; `createHttpTransport()` leads to a
// Rivulet behind the same origin.
for (const host of document.querySelectorAll<HTMLElement>('.chat')) {
  const session = createChatSession({
    transport: createChatCompletionsTransport('/v1'),
    api: createChatCompletionsModels('/v1'),
  });
  mountChat(host, session);
}
