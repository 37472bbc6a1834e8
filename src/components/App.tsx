import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConversationId } from '../conversation/Message.ts';
import { useChat } from '../hooks/useChat.ts';
import { useRoute } from '../hooks/useRoute.ts';
import { useSession } from '../hooks/useSession.ts';
import { useTheme } from '../hooks/useTheme.ts';
import { Chat, type ChatHandle } from './conversation/Chat.tsx';
import { MissingChat } from './conversation/MissingChat.tsx';
import { ConnectModel } from './models/ConnectModel.tsx';
import { Page } from './Page.tsx';
import { Sidebar } from './sidebar/Sidebar.tsx';
import { StatusLine } from './ui/StatusLine.tsx';
import { UndoToast } from './ui/UndoToast.tsx';

/** The whole page: the list of chats beside the chat that the address names. */
export function App() {
  useTheme();
  const { conversationId, valid, goTo } = useRoute();
  const missing = useMissing(conversationId);
  const title = useTitle(conversationId);
  const [connecting, setConnecting] = useState(false);
  const [returnTo, setReturnTo] = useState<ConversationId>();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const chat = useRef<ChatHandle>(null);
  const connectModel = useCallback(() => setConnecting(true), []);

  const open = (id: ConversationId | undefined) => {
    // Who asks for a new chat in one wants to write.
    if (id === undefined && conversationId === undefined) chat.current?.focusComposer();
    else goTo(id);
  };

  const undo = <UndoToast onUndone={(id) => id === returnTo && goTo(id)} />;
  return (
    <Page
      title={title ?? 'New chat'}
      drawerOpen={drawerOpen}
      onDrawer={setDrawerOpen}
      sidebar={
        <>
          <Sidebar
            currentId={conversationId}
            onConnectModel={() => {
              setDrawerOpen(false);
              setConnecting(true);
            }}
            onOpen={(id) => {
              open(id);
              setDrawerOpen(false);
            }}
            onDeleteCurrent={(id) => {
              setReturnTo(id);
              goTo(undefined);
            }}
          />
          {/* Beside an open drawer nothing can be reached. */}
          {drawerOpen && undo}
        </>
      }
      onNewChat={() => open(undefined)}
    >
      {missing || !valid ? (
        <MissingChat onNewChat={() => goTo(undefined, 'replace')} />
      ) : (
        <Chat
          ref={chat}
          autoFocus
          conversationId={conversationId}
          onConversation={goTo}
          onConnectModel={connectModel}
        />
      )}
      {!drawerOpen && undo}
      <StatusLine />
      {connecting && <ConnectModel onClose={() => setConnecting(false)} />}
    </Page>
  );
}

/** The title of a chat; the page's own follows it. */
function useTitle(conversationId: ConversationId | undefined): string | undefined {
  const title = useChat((state) => (conversationId ? state.conversations.get(conversationId)?.title : undefined));
  useEffect(() => {
    document.title = title === undefined ? 'Rivulet' : `${title} · Rivulet`;
  }, [title]);
  return title;
}

/** Reads the chat that the address names; says when there is none of that name. */
function useMissing(conversationId: ConversationId | undefined): boolean {
  const session = useSession();
  const [missingId, setMissingId] = useState<ConversationId>();
  // Undo can bring one back.
  const isThere = useChat((state) => conversationId !== undefined && state.conversations.has(conversationId));
  useEffect(() => session.lookAt(conversationId), [session, conversationId]);
  useEffect(() => {
    if (conversationId === undefined) return undefined;
    let left = false;
    void session.openConversation(conversationId).then((opening) => {
      if (!left) setMissingId(opening === 'missing' ? conversationId : undefined);
    });
    return () => {
      left = true;
    };
  }, [session, conversationId, isThere]);
  return conversationId !== undefined && missingId === conversationId && !isThere;
}
