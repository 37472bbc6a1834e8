import { useMemo, useRef, type RefObject } from 'react';
import type { ReplyErrorBody } from '../../../protocol/errors.ts';
import type { ConversationId, MessageId } from '../../conversation/Message.ts';
import { useModelToAsk } from '../../hooks/useModelToAsk.ts';
import { useSession, type SendOutcome } from '../../hooks/useSession.ts';
import type { AnswerActions } from '../message/AssistantTurn.tsx';
import type { TurnMoreProps } from '../message/TurnMoreDialog.tsx';
import type { QuestionActions } from '../message/UserTurn.tsx';
import type { ThreadHandle } from './Thread.tsx';

/** What the actions of a chat's turns work with. */
interface TurnActionOptions {
  readonly conversationId: ConversationId | undefined;
  readonly setEditingId: (id: MessageId | undefined) => void;
  readonly setMoreId: (id: MessageId | undefined) => void;
  readonly setRefused: (error: ReplyErrorBody | undefined) => void;
  /** Called when there is no model to ask, or the one that was asked has to be connected anew. */
  readonly onConnectModel: (() => void) | undefined;
  /** Where the focus goes when the button that had it is gone. */
  readonly focusComposer: () => void;
  readonly thread: RefObject<ThreadHandle | null>;
}

/** The actions of both kinds of turn, and those behind More. */
export interface TurnActions extends AnswerActions, QuestionActions {
  readonly regenerateWith: TurnMoreProps['onRegenerate'];
}

/** What can be done with the turns of a chat. The same object as long as its options are the same, so that turns need not render again. */
export function useTurnActions(options: TurnActionOptions): TurnActions {
  const session = useSession();
  const findModel = useModelToAsk(options.conversationId);
  const { setEditingId, setMoreId, setRefused, onConnectModel, focusComposer, thread } = options;
  const asking = useRef(false);
  return useMemo(() => {
    const ask = async (request: (model: string) => Promise<SendOutcome>, onSent?: () => void) => {
      // The second click of a double click asks for nothing.
      if (asking.current) return;
      asking.current = true;
      const outcome = await findModel()
        .then((modelId) => (modelId === undefined ? undefined : request(modelId)))
        .finally(() => (asking.current = false));
      if (!outcome) return onConnectModel?.();
      setRefused(outcome.status === 'refused' ? outcome.error : undefined);
      if (outcome.status === 'refused') return;
      onSent?.();
      thread.current?.follow();
      focusComposer();
    };
    return {
      regenerate: (message) => void ask((model) => session.regenerate(message.id, model)),
      regenerateWith: (message, modelId, instruction) =>
        void ask(() => session.regenerate(message.id, modelId, instruction)),
      more: (message) => setMoreId(message.id),
      retry: (message) => void ask((model) => session.retry(message.id, model)),
      continueReply: (message) => void ask(() => session.continue(message.id)),
      connectModel: onConnectModel,
      startEditing: (message) => setEditingId(message.id),
      cancelEditing: () => {
        setEditingId(undefined);
        focusComposer();
      },
      // The editor stays until the question is on its way: what was typed into it is nowhere else.
      saveEdit: (message, text) =>
        void ask(
          (model) => session.edit(message.id, text, model),
          () => {
            session.drafts.setDraft(`edit:${message.id}`, '');
            setEditingId(undefined);
          },
        ),
    };
  }, [session, findModel, setEditingId, setMoreId, setRefused, onConnectModel, focusComposer, thread]);
}
