import { memo, useCallback, useImperativeHandle, useMemo, useRef, useState, type Ref, type RefObject } from 'react';
import { settingsIn } from '../../conversation/chatSettings.ts';
import type { MessageId } from '../../conversation/Message.ts';
import type { OpenConversation } from '../../hooks/useConversation.ts';
import { createPlaceMemory } from '../../hooks/placeMemory.ts';
import { useSettings } from '../../hooks/useSettings.ts';
import { useStickToBottom } from '../../hooks/useStickToBottom.ts';
import { drawEach } from '../../markdown/drawEach.ts';
import { MarkdownActionsContext } from '../../markdown/MarkdownActionsContext.ts';
import type { AnswerActions } from '../message/AssistantTurn.tsx';
import type { QuestionActions } from '../message/UserTurn.tsx';
import { Lazily } from '../ui/Lazily.tsx';
import { say } from '../../words/say.ts';
import { JumpToLatest } from './JumpToLatest.tsx';
import { PageForms } from './PageForms.ts';
import { pagesOf } from './pagesOf.ts';
import { ThreadPage } from './ThreadPage.tsx';
import { useThreadPages } from './useThreadPages.ts';
import { useThreadCopies } from './useThreadCopies.ts';

/** What the chat asks of its thread. */
export interface ThreadHandle {
  /** Shows the newest line and follows it, as far as the reader's settings say. */
  follow(): void;
}

/** So many pages at the end are always shown: a chat opens there. */
const PINNED_PAGES = 2;

/** What a thread is given. */
export interface ThreadProps {
  readonly chat: OpenConversation;
  readonly editingId: MessageId | undefined;
  readonly actions: AnswerActions & QuestionActions;
  readonly ref: Ref<ThreadHandle>;
}

/** The turns of a chat, from the first to the latest. Not a live region: what arrives is announced in one status line. */
export const Thread = memo(function Thread({ chat, editingId, actions, ref }: ThreadProps) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { path, conversation } = chat;
  const pages = useMemo(() => pagesOf(path), [path]);
  const memory = useMemo(() => createPlaceMemory(conversation.id), [conversation.id]);
  const pageOf = useCallback(
    (messageId: string) => pages.findIndex((turns) => turns.some(({ id }) => id === messageId)),
    [pages],
  );
  const [forms] = useState(() => formsAt(pageOf(memory.recall()?.messageId ?? '')));
  const { scrollMode } = settingsIn(conversation, useSettings()[0]);
  const { following, newLines, follow } = useStickToBottom(box, content, { mode: scrollMode, memory });
  const [selects, setSelects] = useState(false);
  const markdownActions = useThreadCopies(
    content,
    useCallback(() => setSelects(true), []),
  );
  const [isRead, setRead] = useState(false);
  useThreadPages({ box, content, forms, pageOf });
  useImperativeHandle(ref, () => ({ follow: () => follow('ask') }), [follow]);
  return (
    <div className="relative min-h-0 flex-1">
      {/* What its keys do is fetched when it is first in use. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={box}
        // Tab comes to the turns in it.
        tabIndex={-1}
        role="region"
        aria-label={say('Conversation')}
        data-message-count={path.length}
        onFocus={() => setRead(true)}
        // What is out of sight for all but a screen reader is placed in it: outside of it, it would make the page scroll.
        className="relative h-full overflow-x-hidden overflow-y-auto overscroll-contain print:h-auto print:overflow-visible [container-type:inline-size] [overflow-anchor:none] outline-offset-[-2px]"
      >
        <div
          ref={content}
          className="mx-auto w-full max-w-[calc(var(--measure)+2*var(--gutter))] px-(--gutter) pt-8 pb-10 [&>:first-child>:first-child]:mt-0 [--md-overhang:clamp(0rem,(100cqi-var(--measure))/2-1rem,12rem)]"
        >
          <MarkdownActionsContext value={markdownActions}>
            {drawEach(pages, (turns, page) => (
              <ThreadPage
                page={page}
                turns={turns}
                forms={forms}
                pinned={page >= pages.length - PINNED_PAGES}
                latestId={page === pages.length - 1 ? path.at(-1)?.id : undefined}
                editingId={turns.find(({ id }) => id === editingId)?.id}
                actions={actions}
              />
            ))}
          </MarkdownActionsContext>
        </div>
      </div>
      <Helpers box={box} chat={chat} selects={selects} isRead={isRead} />
      {!following && <JumpToLatest newLines={newLines} onJump={() => follow('jump')} />}
    </div>
  );
});

interface HelpersProps {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly chat: OpenConversation;
  /** Whether something was selected, or may soon be. */
  readonly selects: boolean;
  /** Whether the focus was in the thread. */
  readonly isRead: boolean;
}

/** What is fetched when it is first in use: the offer to quote, and keys that lead from turn to turn. */
function Helpers({ box, chat: { conversation, path }, selects, isRead }: HelpersProps) {
  return (
    <>
      {selects && (
        <Lazily
          load={() => import('../quote/QuoteOffer.tsx')}
          props={{ thread: box, conversationId: conversation.id }}
        />
      )}
      {isRead && <Lazily load={() => import('./TurnKeys.tsx')} props={{ box, path }} />}
    </>
  );
}

/** Pages of which one is shown, and those beside it; -1 is none. */
function formsAt(page: number): PageForms {
  const forms = new PageForms();
  if (page !== -1) for (const near of [page - 1, page, page + 1]) forms.set(near, 'turns');
  return forms;
}
