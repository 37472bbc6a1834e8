import { useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react';
import type { ConversationId, Message, MessageId } from '../../conversation/Message.ts';
import { useConversation } from '../../hooks/useConversation.ts';
import { useEscape } from '../../hooks/useEscape.ts';
import { useSession } from '../../hooks/useSession.ts';
import { useStreamingReply } from '../../hooks/useStreamingReply.ts';
import { Composer } from '../composer/Composer.tsx';
import { RefusedLine } from '../composer/RefusedLine.tsx';
import { useSending } from '../composer/useSending.ts';
import { ModelPicker } from '../models/ModelPicker.tsx';
import { EmptyChat } from './EmptyChat.tsx';
import { Thread, type ThreadHandle } from './Thread.tsx';
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

/**
 * A whole chat: thread, composer and model picker. Needs a `SessionContext` around it and nothing else, so several can
 * stand on one page. The composer is the same element from the empty chat to the last turn.
 */
export function Chat({ conversationId, onConversation, onConnectModel, autoFocus = false, note, ref }: ChatProps) {
  const session = useSession();
  const opened = useConversation(conversationId);
  const path = opened?.path ?? NO_MESSAGES;
  const streaming = useStreamingReply(conversationId);
  const [editingId, setEditingId] = useState<MessageId>();
  const { root, field, focusComposer } = useComposerFocus(conversationId, autoFocus);
  useImperativeHandle(ref, () => ({ focusComposer }), [focusComposer]);
  const thread = useRef<ThreadHandle>(null);
  const { draft, setDraft, refused, setRefused, send } = useSending({
    conversationId,
    onSent: (sentTo) => {
      thread.current?.follow();
      if (sentTo !== conversationId) onConversation?.(sentTo);
    },
    onNoModel: () => onConnectModel?.(),
  });
  const actions = useTurnActions({ setEditingId, setRefused, onConnectModel, focusComposer, thread });
  const stop = () => {
    if (streaming === undefined) return;
    void session.stop(streaming);
    focusComposer();
  };
  useEscape(root, stop);

  // A chat that is still being read is not a new one.
  const empty = path.length === 0 && (opened !== undefined || conversationId === undefined);
  return (
    <section ref={root} data-chat aria-label="Chat" className="flex min-h-0 min-w-0 flex-1 flex-col print:block">
      {empty ? (
        <EmptyChat
          onConnectModel={onConnectModel}
          onStarter={(text) => {
            setDraft(text);
            field.current?.focus();
          }}
        />
      ) : opened === undefined ? (
        <div className="min-h-0 flex-1" />
      ) : (
        <Thread key={opened.conversation.id} ref={thread} chat={opened} editingId={editingId} actions={actions} />
      )}
      <div className="relative mx-auto w-full max-w-[calc(var(--measure)+2*var(--gutter))] shrink-0 px-(--gutter) print:hidden before:pointer-events-none before:absolute before:inset-x-0 before:bottom-full before:h-6 before:bg-linear-to-t before:from-surface-0 pb-[max(1rem,env(safe-area-inset-bottom))]">
        {refused && <RefusedLine error={refused} />}
        {note}
        <Composer
          field={field}
          text={draft}
          onText={setDraft}
          streaming={streaming !== undefined}
          onSend={() => void send()}
          onStop={stop}
          onEditLast={() => streaming ?? setEditingId(path.findLast(({ role }) => role === 'user')?.id)}
        >
          <ModelPicker onConnectModel={onConnectModel} />
        </Composer>
      </div>
      {empty && <div className="hidden flex-[1.2] wide:block" />}
    </section>
  );
}
