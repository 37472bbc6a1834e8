import type { MouseEvent, ReactNode } from 'react';
import type { Conversation } from '../../conversation/Conversation.ts';
import type { ConversationId } from '../../conversation/Message.ts';
import { useChat } from '../../hooks/useChat.ts';
import { pathOf } from '../../hooks/useRoute.ts';
import type { FoundChat } from '../../search/Searcher.ts';
import type { Snippet } from '../../search/snippetOf.ts';
import { say } from '../../words/say.ts';
import type { ListActions } from './ChatList.tsx';

/** Chats that hold what was searched, each with the places where it is. */
export function FoundChats({ found, onOpen }: { found: readonly FoundChat[] } & Pick<ListActions, 'onOpen'>) {
  const conversations = useChat((state) => state.conversations);
  return (
    <ul>
      {found.map((chat) => {
        const conversation = conversations.get(chat.conversationId);
        return (
          conversation && (
            <li key={chat.conversationId} className="mb-1">
              <FoundPlaces conversation={conversation} chat={chat} onOpen={onOpen} />
            </li>
          )
        );
      })}
    </ul>
  );
}

function FoundPlaces({
  conversation: { id, title },
  chat: { messages, count },
  onOpen,
}: { conversation: Conversation; chat: FoundChat } & Pick<ListActions, 'onOpen'>) {
  return (
    <>
      <FoundLink href={pathOf(id)} title={title} onOpen={() => onOpen(id)}>
        <bdi className="block truncate text-[0.9375rem] font-medium text-fg-1">{title}</bdi>
      </FoundLink>
      {messages.map(({ messageId, snippet }) => (
        <FoundLink key={messageId} href={pathOf(id, messageId)} onOpen={() => onOpen(id, messageId)}>
          <bdi className="line-clamp-2 text-[0.8125rem] wrap-anywhere text-fg-2">{drawn(snippet)}</bdi>
        </FoundLink>
      ))}
      {count > messages.length && (
        <p className="px-2.5 text-[0.8125rem] text-fg-3">
          {say('{count} more in this chat', { count: count - messages.length })}
        </p>
      )}
    </>
  );
}

function FoundLink({
  href,
  title,
  onOpen,
  children,
}: {
  href: string;
  title?: string;
  onOpen: () => void;
  children: ReactNode;
}) {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <a
      href={href}
      title={title}
      onClick={open}
      className="block rounded-lg px-2.5 py-1 hover:bg-surface-2 focus-visible:outline-offset-[-2px] pointer-coarse:py-2.5"
    >
      {children}
    </a>
  );
}

/** Pieces of a line never change their places. */
function drawn({ pieces }: Snippet): readonly ReactNode[] {
  let at = 0;
  return pieces.map(({ text, found }) => {
    at += text.length;
    if (!found) return text;
    return (
      <mark key={at} className="rounded-xs bg-mark text-inherit">
        {text}
      </mark>
    );
  });
}

/** A chat of which only the title holds what was searched. */
export function foundByTitle(conversationId: ConversationId): FoundChat {
  return { conversationId, messages: [], count: 0 };
}
