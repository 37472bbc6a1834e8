import { memo, useEffect, useImperativeHandle, useRef, useState, type Ref, type RefObject } from 'react';
import type { Message, MessageId } from '../../conversation/Message.ts';
import { useStickToBottom } from '../../hooks/useStickToBottom.ts';
import { MarkdownActionsContext } from '../../markdown/MarkdownActionsContext.ts';
import { AssistantTurn, type AnswerActions } from '../message/AssistantTurn.tsx';
import { UserTurn, type QuestionActions } from '../message/UserTurn.tsx';
import { JumpToLatest } from './JumpToLatest.tsx';
import { useThreadCopies } from './useThreadCopies.ts';

/** What the chat asks of its thread. */
export interface ThreadHandle {
  /** Shows the newest line and follows it. */
  follow(): void;
}

/** The turns of a chat, from the first to the latest. Not a live region: what arrives is announced in one status line. */
export const Thread = memo(function Thread({
  path,
  editingId,
  actions,
  ref,
}: {
  path: readonly Message[];
  editingId: MessageId | undefined;
  actions: AnswerActions & QuestionActions;
  ref: Ref<ThreadHandle>;
}) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { following, follow } = useStickToBottom(box, content);
  const overflows = useOverflows(box, content);
  const markdownActions = useThreadCopies(content);
  useImperativeHandle(ref, () => ({ follow }), [follow]);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        // A box that scrolls must be reachable by keyboard.
        tabIndex={overflows ? 0 : -1}
        role="region"
        aria-label="Conversation"
        data-message-count={path.length}
        className="h-full overflow-x-hidden overflow-y-auto overscroll-contain [container-type:inline-size] [overflow-anchor:none] outline-offset-[-2px]"
      >
        <div
          ref={content}
          className="mx-auto w-full max-w-[calc(var(--measure)+2*var(--gutter))] px-(--gutter) pt-8 pb-10 [--md-overhang:clamp(0rem,(100cqi-var(--measure))/2-1rem,12rem)]"
        >
          <MarkdownActionsContext value={markdownActions}>
            {path.map((message, index) =>
              message.role === 'user' ? (
                <UserTurn
                  key={placeOf(message)}
                  message={message}
                  editing={message.id === editingId}
                  actions={actions}
                />
              ) : (
                <AssistantTurn
                  key={placeOf(message)}
                  message={message}
                  latest={index === path.length - 1}
                  actions={actions}
                />
              ),
            )}
          </MarkdownActionsContext>
        </div>
      </div>
      {!following && <JumpToLatest onJump={follow} />}
    </div>
  );
});

/** Versions of a message take each other's place and keep its elements, so that their arrows keep the focus. */
function placeOf({ parentId }: Message): string {
  return parentId ?? 'top';
}

function useOverflows(box: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const scroller = box.current;
    const inner = content.current;
    if (!scroller || !inner) return undefined;
    const observer = new ResizeObserver(() => setOverflows(scroller.scrollHeight > scroller.clientHeight));
    observer.observe(inner);
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [box, content]);
  return overflows;
}
