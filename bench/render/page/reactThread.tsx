import { memo, useEffect, useRef, useState, useSyncExternalStore, type ComponentType, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { BenchMessage } from '../BenchPage.ts';
import { keepAtEnd } from './keepAtEnd.ts';
import type { Thread } from './startBench.ts';

/** The props of what draws one reply. */
export interface ReplyProps {
  readonly text: string;
  /** True while more of it may come. */
  readonly growing: boolean;
}

/** What a page draws at one time. */
export interface ThreadState {
  readonly messages: readonly BenchMessage[];
  readonly growing: boolean;
}

/** A thread whose whole page is a React component. It is told of changes as by any store: at once, in the frame in which they come. */
export function reactThread(View: ComponentType<ThreadState>): Thread {
  let state: ThreadState = { messages: [], growing: false };
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  function Page(): ReactElement {
    return <View {...useSyncExternalStore(subscribe, () => state)} />;
  }
  createRoot(document.body.appendChild(document.createElement('main'))).render(<Page />);
  return {
    draw(messages, growing) {
      state = { messages, growing };
      for (const listener of listeners) listener();
    },
  };
}

/** The plainest chat around what draws a reply: a scroll box that stays at its end, and a box to type in with a state of its own. */
export function plainChat(Reply: ComponentType<ReplyProps>): ComponentType<ThreadState> {
  const Message = memo(function Message({ role, text, growing }: ReplyProps & Pick<BenchMessage, 'role'>) {
    return (
      <article className={role}>{role === 'user' ? <p>{text}</p> : <Reply text={text} growing={growing} />}</article>
    );
  });
  return function PlainChat({ messages, growing }) {
    const scroller = useRef<HTMLDivElement>(null);
    const content = useRef<HTMLDivElement>(null);
    const [draft, setDraft] = useState('');
    useEffect(() => {
      if (scroller.current !== null && content.current !== null) return keepAtEnd(scroller.current, content.current);
      return undefined;
    }, []);
    return (
      <>
        <div ref={scroller} className="scroller">
          <div ref={content} className="content">
            {messages.map(({ id, role, text }, at) => (
              <Message key={id} role={role} text={text} growing={growing && at === messages.length - 1} />
            ))}
          </div>
        </div>
        <textarea className="composer" value={draft} onChange={(event) => setDraft(event.target.value)} />
      </>
    );
  };
}
