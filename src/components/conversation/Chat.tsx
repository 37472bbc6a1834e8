import { useImperativeHandle, useRef, useState, type ReactNode, type Ref, type RefObject } from 'react';
import type { ReplyId } from '../../../protocol/ids.ts';
import { textOf, type ConversationId, type Message, type MessageId } from '../../conversation/Message.ts';
import { useConversation } from '../../hooks/useConversation.ts';
import type { SetDraft } from '../../hooks/useDraft.ts';
import { useEscape } from '../../hooks/useEscape.ts';
import { useSession } from '../../hooks/useSession.ts';
import { useStreamingReply } from '../../hooks/useStreamingReply.ts';
import { Composer } from '../composer/Composer.tsx';
import { QueueSlot } from '../composer/QueueSlot.tsx';
import { RefusedLine } from '../composer/RefusedLine.tsx';
import { useSending } from '../composer/useSending.ts';
import { TurnMore } from '../message/TurnMore.tsx';
import { ModelPicker } from '../models/ModelPicker.tsx';
import { say } from '../../words/say.ts';
import { EmptyChat } from './EmptyChat.tsx';
import { Thread, type ThreadHandle, type ThreadProps } from './Thread.tsx';
import { useComposerFocus } from './useComposerFocus.ts';
import { useTurnActions } from './useTurnActions.ts';

/** What a chat is given. */
export interface ChatProps {
  /** The conversation to show; when absent, a new one that begins with its first question. */
  readonly conversationId?: ConversationId | undefined;
  /** Called when the first question has made a new conversation. */
  readonly onConversation?: (conversationId: ConversationId) => void;
  /** Called when the reader wants to see how a model is connected. Without it nothing offers to show it. */
  readonly onConnectModel?: () => void;
  /** Whether the composer takes the focus when the chat appears. By default it does not: the page around it may be read first. */
  readonly autoFocus?: boolean;
  /** What is to be said of the text in the composer. */
  readonly note?: ReactNode;
  readonly ref?: Ref<ChatHandle>;
}

/** What a page may ask of its chat. */
export interface ChatHandle {
  /** Puts the caret into the composer, except on touch. */
  focusComposer(): void;
}

const NO_MESSAGES: readonly Message[] = [];

const FOOT =
  'relative mx-auto w-full max-w-[calc(var(--measure)+2*var(--gutter))] shrink-0 print:hidden px-(--gutter) before:pointer-events-none before:absolute before:inset-x-0 before:bottom-full before:h-6 before:bg-linear-to-t before:from-surface-0 pb-[max(1rem,env(safe-area-inset-bottom))]';

/**
 * A whole chat: thread, composer and model picker. Needs a `SessionContext` around it and nothing else, so several can
 * stand on one page. The composer is the same element from the empty chat to the last turn.
 */
export function Chat({ conversationId, onConversation, onConnectModel, autoFocus = false, note, ref }: ChatProps) {
  const opened = useConversation(conversationId);
  const path = opened?.path ?? NO_MESSAGES;
  const streaming = useStreamingReply(conversationId);
  const [editingId, setEditingId] = useState<MessageId>();
  const [moreId, setMoreId] = useState<MessageId>();
  const { root, field, focusComposer } = useComposerFocus(conversationId, autoFocus);
  useImperativeHandle(ref, () => ({ focusComposer }), [focusComposer]);
  const thread = useRef<ThreadHandle>(null);
  const { draft, setDraft, refused, setRefused, send, queue } = useSending({
    conversationId,
    onSent: (sentTo) => {
      thread.current?.follow();
      if (sentTo !== conversationId) onConversation?.(sentTo);
    },
    onNoModel: () => onConnectModel?.(),
  });
  const setters = { setEditingId, setMoreId, setRefused };
  const actions = useTurnActions({ conversationId, ...setters, onConnectModel, focusComposer, thread });
  const moreOf = path.find(({ id }) => id === moreId);
  const stop = useStop(streaming, root, focusComposer);
  // A chat that is still being read is not a new one.
  const empty = path.length === 0 && (opened !== undefined || conversationId === undefined);
  return (
    <section ref={root} data-chat aria-label={say('Chat')} className="flex min-h-0 min-w-0 flex-1 flex-col print:block">
      {empty ? (
        <EmptyChat onConnectModel={onConnectModel} onStarter={(text) => startWith(text, setDraft, field)} />
      ) : (
        <Opened ref={thread} chat={opened} editingId={editingId} actions={actions} />
      )}
      <div data-foot={empty ? 'middle' : 'end'} className={FOOT}>
        {refused && <RefusedLine error={refused} />}
        {note}
        {conversationId && <QueueSlot key={conversationId} {...{ conversationId, focusComposer }} />}
        <Composer
          field={field}
          text={draft}
          onText={setDraft}
          streaming={streaming !== undefined}
          onSend={() => void send()}
          onQueue={queue}
          onStop={stop}
          sentTexts={() => path.filter(({ role }) => role === 'user').map(textOf)}
          onEditLast={() => streaming ?? setEditingId(path.findLast(({ role }) => role === 'user')?.id)}
        >
          <ModelPicker conversationId={conversationId} onConnectModel={onConnectModel} />
        </Composer>
      </div>
      {moreOf && (
        <TurnMore
          message={moreOf}
          onRegenerate={actions.regenerateWith}
          onOpenChat={onConversation}
          onDeleted={focusComposer}
          onClose={() => setMoreId(undefined)}
        />
      )}
      {empty && <div className="hidden flex-[1.2] wide:block" />}
    </section>
  );
}

function startWith(text: string, setDraft: SetDraft, field: RefObject<HTMLTextAreaElement | null>): void {
  setDraft(text);
  field.current?.focus();
}

/** What stops the reply that is being made, by Esc too. */
function useStop(
  streaming: ReplyId | undefined,
  root: RefObject<HTMLElement | null>,
  focusComposer: () => void,
): () => void {
  const session = useSession();
  const stop = () => {
    if (streaming === undefined) return;
    void session.stop(streaming);
    focusComposer();
  };
  useEscape(root, stop);
  return stop;
}

/** The thread of a chat, once it was read. */
function Opened({ chat, ...props }: Omit<ThreadProps, 'chat'> & { chat: ThreadProps['chat'] | undefined }) {
  if (chat === undefined) return <div className="min-h-0 flex-1" />;
  return <Thread key={chat.conversation.id} chat={chat} {...props} />;
}
