import { createContext, use, useRef, useState, type ReactElement } from 'react';
import { Virtualizer, type CustomItemComponentProps } from 'virtua';
import type { Conversation } from '../../conversation/Conversation.ts';
import { say } from '../../words/say.ts';
import { ChatsBox, NoChats } from './ChatList.tsx';

/** Up to here all rows are drawn: a short list has nothing to gain. */
const SHORT = 100;

/** How high a row is, until it has been measured, in pixels. */
const ROW_HEIGHT = 36;

/** How much is drawn beyond what is seen, in pixels: Tab and the arrows find the next row there. */
const BEYOND = 400;

const CountContext = createContext(0);

/**
 * A list of any length. Of a long one only what is in and near sight is drawn; each row says which of how many it is, and the row with
 * the focus stays in the page wherever the list is scrolled to.
 *
 * @see docs/decisions/011-a-virtual-list-for-chats.md
 */
export function LongList({
  conversations,
  children,
}: {
  conversations: readonly Conversation[];
  children: (conversation: Conversation) => ReactElement;
}) {
  const box = useRef<HTMLElement>(null);
  const [focusedId, setFocusedId] = useState<string>();
  if (conversations.length === 0) {
    return (
      <ChatsBox>
        <NoChats words={say('No chats here')} />
      </ChatsBox>
    );
  }
  if (conversations.length <= SHORT) {
    return (
      <ChatsBox>
        <ul>
          {conversations.map((conversation) => (
            <li key={conversation.id}>{children(conversation)}</li>
          ))}
        </ul>
      </ChatsBox>
    );
  }
  const focused = focusedId === undefined ? -1 : conversations.findIndex(({ id }) => id === focusedId);
  return (
    <ChatsBox ref={box}>
      <CountContext value={conversations.length}>
        <Virtualizer
          as="ul"
          item={ListItem}
          data={conversations}
          scrollRef={box}
          itemSize={ROW_HEIGHT}
          bufferSize={BEYOND}
          keepMounted={focused === -1 ? [] : [focused]}
        >
          {(conversation) => (
            <div
              key={conversation.id}
              onFocus={() => setFocusedId(conversation.id)}
              onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setFocusedId(undefined)}
            >
              {children(conversation)}
            </div>
          )}
        </Virtualizer>
      </CountContext>
    </ChatsBox>
  );
}

function ListItem({ index, style, children, ref }: CustomItemComponentProps) {
  const count = use(CountContext);
  return (
    <li ref={ref} style={style} aria-posinset={index + 1} aria-setsize={count}>
      {children}
    </li>
  );
}
