import { useEffect, useRef, useState } from 'react';
import type { ReplyErrorBody } from '../../../protocol/errors.ts';
import type { ConversationId, MessageId } from '../../conversation/Message.ts';
import { useConversation } from '../../hooks/useConversation.ts';
import { useDraft } from '../../hooks/useDraft.ts';
import { useEscape } from '../../hooks/useEscape.ts';
import { useModelName } from '../../hooks/useModelName.ts';
import { useModels } from '../../hooks/useModels.ts';
import { useSession } from '../../hooks/useSession.ts';
import { useStreamingReply } from '../../hooks/useStreamingReply.ts';
import { Composer } from '../composer/Composer.tsx';
import { RefusedLine } from '../composer/RefusedLine.tsx';
import { ModelPicker } from '../models/ModelPicker.tsx';
import { EmptyState } from './EmptyState.tsx';
import { Thread, type ThreadHandle } from './Thread.tsx';
import { useTurnActions } from './useTurnActions.ts';

/** What a chat is given. */
export interface ChatProps {
  /** The conversation to show; when absent, a new one that begins with its first question. */
  readonly conversationId?: ConversationId | undefined;
  /** Called when the first question has made a new conversation. */
  readonly onConversation?: (conversationId: ConversationId) => void;
  /** Called when the reader wants to see how a model is connected. */
  readonly onConnectModel?: () => void;
}

/**
 * A whole chat: thread, composer and model picker. Needs a `SessionContext` around it and nothing else, so several can
 * stand on one page. The composer is the same element from the empty chat to the last turn.
 */
export function Chat({ conversationId, onConversation, onConnectModel = nothing }: ChatProps) {
  const session = useSession();
  const conversation = useConversation(conversationId);
  const path = conversation?.path ?? [];
  const [draft, setDraft] = useDraft(conversationId);
  const [refused, setRefused] = useState<ReplyErrorBody>();
  const [editingId, setEditingId] = useState<MessageId>();
  const { modelId } = useModels();
  const modelName = useModelName(modelId ?? '').name;
  const streaming = useStreamingReply(conversationId);
  const root = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const thread = useRef<ThreadHandle>(null);
  const empty = path.length === 0;

  useEffect(() => {
    thread.current?.follow();
    setEditingId(undefined);
    setRefused(undefined);
    if (!matchMedia('(pointer: coarse)').matches) field.current?.focus();
  }, [conversationId]);

  const actions = useTurnActions({
    modelId,
    onEditing: setEditingId,
    onRefused: setRefused,
    onConnectModel,
    thread,
  });

  const stop = () => {
    if (!streaming) return;
    void session.stop(streaming);
    field.current?.focus();
  };
  useEscape(root, stop);

  const send = async () => {
    const text = draft;
    if (modelId === undefined) return onConnectModel();
    setRefused(undefined);
    setDraft('');
    const outcome = await session.send({ text, modelId, ...(conversationId ? { conversationId } : {}) });
    if (outcome.status === 'refused') {
      setRefused(outcome.error);
      setDraft((typedMeanwhile) => (typedMeanwhile === '' ? text : `${text}\n${typedMeanwhile}`));
      return;
    }
    thread.current?.follow();
    if (outcome.conversationId !== conversationId) onConversation?.(outcome.conversationId);
  };

  const editLast = () => {
    const question = path.findLast((message) => message.role === 'user');
    if (question && !streaming) setEditingId(question.id);
  };

  return (
    <section ref={root} data-chat aria-label="Chat" className="flex min-h-0 min-w-0 flex-1 flex-col">
      {empty ? (
        <div className="flex min-h-0 flex-1 flex-col justify-center overflow-y-auto px-(--gutter) py-8 wide:justify-end wide:pb-8">
          <EmptyState modelName={modelId === undefined ? undefined : modelName} onStarter={(text) => startWith(text)} />
        </div>
      ) : (
        <Thread ref={thread} path={path} editingId={editingId} actions={actions} />
      )}
      <div className="mx-auto w-full max-w-[calc(var(--measure)+2*var(--gutter))] shrink-0 px-(--gutter) pb-[max(1rem,env(safe-area-inset-bottom))]">
        {refused && <RefusedLine error={refused} />}
        <Composer
          field={field}
          text={draft}
          onText={setDraft}
          streaming={streaming !== undefined}
          onSend={() => void send()}
          onStop={stop}
          onEditLast={editLast}
        >
          <ModelPicker onConnectModel={onConnectModel} />
        </Composer>
      </div>
      {empty && <div className="hidden flex-[1.2] wide:block" />}
    </section>
  );

  function startWith(text: string) {
    setDraft(text);
    field.current?.focus();
  }
}

function nothing() {
  // Without a page around the chat there is nowhere to show how a model is connected.
}
