import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConversationId, MessageId } from '../conversation/Message.ts';
import { useChat } from '../hooks/useChat.ts';
import { useRoute } from '../hooks/useRoute.ts';
import { useSearchKeys } from '../hooks/useSearchKeys.ts';
import { useSession } from '../hooks/useSession.ts';
import { useTheme } from '../hooks/useTheme.ts';
import { Chat, type ChatHandle } from './conversation/Chat.tsx';
import { MissingChat } from './conversation/MissingChat.tsx';
import { ConnectModel } from './models/ConnectModel.tsx';
import { Page, WIDE } from './Page.tsx';
import { Sidebar } from './sidebar/Sidebar.tsx';
import { Lazily } from './ui/Lazily.tsx';
import { StatusLine } from './ui/StatusLine.tsx';
import { UndoToast } from './ui/UndoToast.tsx';

const NO_PROPS = {};

/** The whole page: the list of chats beside the chat that the address names. */
export function App() {
  useTheme();
  const route = useRoute();
  const { conversationId, valid, goTo } = route;
  const missing = useMissing(conversationId);
  const [isPrefilled] = useState(() => location.pathname === '/' && location.search !== '');
  const title = useTitle(conversationId);
  const [connecting, setConnecting] = useState(false);
  const [returnTo, setReturnTo] = useState<ConversationId>();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [listShown, setListShown] = useState(true);
  const [searching, setSearching] = useState(false);
  const [findingIn, setFindingIn] = useState<ConversationId>();
  // What is found belongs to the chat that it was looked for in.
  const finding = conversationId !== undefined && findingIn === conversationId;
  const chat = useRef<ChatHandle>(null);
  const connectModel = useCallback(() => setConnecting(true), []);

  const open = (id: ConversationId | undefined, messageId?: MessageId) => {
    // Who asks for a new chat in one wants to write.
    if (id === undefined && conversationId === undefined) chat.current?.focusComposer();
    else goTo(id, { messageId });
  };
  useSearchKeys({
    onSearch() {
      setListShown(true);
      if (!matchMedia(WIDE).matches) setDrawerOpen(true);
      setSearching(true);
    },
    onFind: () => setFindingIn(conversationId),
  });

  const undo = <UndoToast onUndone={(ids) => returnTo && ids.includes(returnTo) && goTo(returnTo)} />;
  return (
    <Page
      title={title ?? 'New chat'}
      drawerOpen={drawerOpen}
      onDrawer={setDrawerOpen}
      listShown={listShown}
      onListShown={setListShown}
      onFind={conversationId === undefined || missing ? undefined : () => setFindingIn(conversationId)}
      sidebar={
        <>
          <Sidebar
            currentId={conversationId}
            searching={searching}
            onSearching={setSearching}
            onConnectModel={() => {
              setDrawerOpen(false);
              setConnecting(true);
            }}
            onOpen={(id, messageId) => {
              open(id, messageId);
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
      {finding && (
        <Lazily
          load={() => import('./find/FindBar.tsx')}
          props={{
            conversationId,
            onClose() {
              setFindingIn(undefined);
              chat.current?.focusComposer();
            },
          }}
          onGiveUp={() => setFindingIn(undefined)}
        />
      )}
      {missing || !valid ? (
        <MissingChat onNewChat={() => goTo(undefined, { replace: true })} />
      ) : (
        <Chat
          ref={chat}
          autoFocus
          conversationId={conversationId}
          onConversation={(id) => goTo(id)}
          note={
            isPrefilled &&
            conversationId === undefined && <Lazily load={() => import('./composer/FromLink.tsx')} props={NO_PROPS} />
          }
          onConnectModel={connectModel}
        />
      )}
      {!drawerOpen && undo}
      <StatusLine />
      {route.messageId !== undefined && (
        <Lazily load={() => import('./conversation/MessageInSight.tsx')} props={route} />
      )}
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
