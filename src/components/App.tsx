import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { ConversationId, MessageId } from '../conversation/Message.ts';
import { useAppearance } from '../hooks/useAppearance.ts';
import { useChat } from '../hooks/useChat.ts';
import { useRoute, type Route } from '../hooks/useRoute.ts';
import { useSession } from '../hooks/useSession.ts';
import { useShortcuts, type Pressed } from '../hooks/useShortcuts.ts';
import { say } from '../words/say.ts';
import type { CommandsProps } from './commands/Commands.tsx';
import { Chat, type ChatHandle } from './conversation/Chat.tsx';
import { ConnectModel } from './models/ConnectModel.tsx';
import { Page } from './Page.tsx';
import { Sidebar, type SidebarProps } from './sidebar/Sidebar.tsx';
import { Lazily } from './ui/Lazily.tsx';
import { StatusLine } from './ui/StatusLine.tsx';
import { UndoToast } from './ui/UndoToast.tsx';
import { usePanels } from './usePanels.ts';

const NO_PROPS = {};

const loadMissingChat = () => import('./conversation/MissingChat.tsx');

/** The whole page: the list of chats beside the chat that the address names. */
export function App() {
  useAppearance();
  const route = useRoute();
  const { conversationId, goTo } = route;
  const hasChat = !useMissing(conversationId) && route.valid;
  const panels = usePanels(conversationId);
  const [connecting, setConnecting] = useState(false);
  const [returnTo, setReturnTo] = useState<ConversationId>();
  const { drawerOpen, setDrawerOpen } = panels;
  const chat = useRef<ChatHandle>(null);
  const connectModel = useCallback(() => {
    setDrawerOpen(false);
    setConnecting(true);
  }, [setDrawerOpen]);
  const open = (id: ConversationId | undefined, messageId?: MessageId) => {
    // Who asks for a new chat in one wants to write.
    if (id ?? conversationId) goTo(id, { messageId });
    else chat.current?.focusComposer();
  };
  const sidebarProps: SidebarProps = {
    currentId: conversationId,
    searching: panels.searching,
    onSearching: panels.setSearching,
    onConnectModel: connectModel,
    onOpen(id, messageId) {
      open(id, messageId);
      setDrawerOpen(false);
    },
    onDeleteCurrent(id) {
      setReturnTo(id);
      goTo(undefined);
    },
  };
  const undo = <UndoToast onUndone={(ids) => returnTo && ids.includes(returnTo) && goTo(returnTo)} />;
  return (
    <Page
      title={useTitle(conversationId) ?? say('New chat')}
      {...panels}
      onFind={hasChat && conversationId !== undefined ? panels.find : undefined}
      sidebar={
        <>
          <Sidebar {...sidebarProps} />
          {/* Beside it nothing can be reached. */ drawerOpen && undo}
        </>
      }
      onNewChat={() => open(undefined)}
    >
      <FindPlace {...panels} chat={chat} />
      {hasChat ? (
        <ChatPlace {...route} chat={chat} onConnectModel={connectModel} />
      ) : (
        <Lazily load={loadMissingChat} props={route} />
      )}
      {!drawerOpen && undo}
      <StatusLine />
      <Shortcuts {...sidebarProps} panels={panels} />
      {connecting && <ConnectModel onClose={() => setConnecting(false)} />}
    </Page>
  );
}

/** What keys do, from the first one on. */
function Shortcuts(props: Omit<CommandsProps, 'pressed'>) {
  const [pressed, setPressed] = useState<Pressed>();
  useShortcuts(setPressed);
  if (!pressed) return null;
  return (
    <Lazily
      load={() => import('./commands/Commands.tsx')}
      props={{ ...props, pressed }}
      onGiveUp={() => setPressed(undefined)}
    />
  );
}

/** The bar that finds words in the chat, when it was asked for. */
function FindPlace({
  findingIn,
  endFinding,
  chat,
}: Pick<ReturnType<typeof usePanels>, 'findingIn' | 'endFinding'> & { chat: RefObject<ChatHandle | null> }) {
  if (findingIn === undefined) return null;
  const close = () => {
    endFinding();
    chat.current?.focusComposer();
  };
  return (
    <Lazily
      load={() => import('./find/FindBar.tsx')}
      props={{ conversationId: findingIn, onClose: close }}
      onGiveUp={endFinding}
    />
  );
}

/** The chat, with what its address brings: a message to lead to, or a text for the box of a new one. */
function ChatPlace({
  chat,
  onConnectModel,
  ...route
}: Route & { chat: RefObject<ChatHandle | null>; onConnectModel: () => void }) {
  const { conversationId, messageId, goTo } = route;
  const [isPrefilled] = useState(() => location.pathname === '/' && location.search !== '');
  return (
    <>
      <Chat
        ref={chat}
        autoFocus
        conversationId={conversationId}
        onConversation={(id) => goTo(id)}
        note={
          isPrefilled &&
          conversationId === undefined && <Lazily load={() => import('./composer/FromLink.tsx')} props={NO_PROPS} />
        }
        onConnectModel={onConnectModel}
      />
      {messageId !== undefined && <Lazily load={() => import('./conversation/MessageInSight.tsx')} props={route} />}
    </>
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
