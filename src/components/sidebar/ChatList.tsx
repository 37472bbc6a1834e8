import type { KeyboardEvent, ReactNode, Ref } from 'react';
import type { Conversation } from '../../conversation/Conversation.ts';
import type { ConversationId, MessageId } from '../../conversation/Message.ts';
import { say } from '../../words/say.ts';
import { ConversationRow } from './ConversationRow.tsx';

/** What the rows of a list can do. */
export interface ListActions {
  readonly currentId: ConversationId | undefined;
  readonly onOpen: (conversationId: ConversationId, messageId?: MessageId) => void;
  readonly onDeleted: (conversationId: ConversationId) => void;
  readonly onSelect: (conversationId: ConversationId) => void;
  readonly onTags: (conversationId: ConversationId) => void;
}

/** Chats, each in a row, all of them drawn. */
export function ChatList({ conversations, ...actions }: ListActions & { conversations: readonly Conversation[] }) {
  return (
    <ChatsBox>
      {conversations.length === 0 ? (
        <NoChats words={say('No chats yet')} />
      ) : (
        <ul>
          {conversations.map((conversation) => (
            <li key={conversation.id}>
              <ChatRow conversation={conversation} {...actions} />
            </li>
          ))}
        </ul>
      )}
    </ChatsBox>
  );
}

/** The row of one chat in a list. */
export function ChatRow({ conversation, ...actions }: ListActions & { conversation: Conversation }) {
  const { id } = conversation;
  return (
    <ConversationRow
      conversation={conversation}
      current={id === actions.currentId}
      onOpen={() => actions.onOpen(id)}
      onDeleted={() => actions.onDeleted(id)}
      onSelect={() => actions.onSelect(id)}
      onTags={() => actions.onTags(id)}
    />
  );
}

/** The box that a list of chats scrolls in. Up and Down lead from one to the next. */
export function ChatsBox({ children, ref }: { children: ReactNode; ref?: Ref<HTMLElement> }) {
  return (
    // The keys are an extra: every link in it can be reached with Tab.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav
      ref={ref}
      aria-label={say('Chats')}
      tabIndex={-1}
      onKeyDown={moveFocus}
      className="min-h-0 flex-1 overflow-y-auto px-2 pb-2"
    >
      {children}
    </nav>
  );
}

/** What stands where no chats do. */
export function NoChats({ words }: { words: string }) {
  return <p className="px-2.5 py-2 text-[0.9375rem] text-fg-3">{words}</p>;
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget, altKey, ctrlKey, metaKey, shiftKey } = event;
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || altKey || ctrlKey || metaKey || shiftKey) return;
  const stops = [...currentTarget.querySelectorAll<HTMLElement>('a, label input')];
  const at = stops.findIndex((stop) => stop === target);
  if (at === -1) return;
  event.preventDefault();
  stops[at + step]?.focus();
}
