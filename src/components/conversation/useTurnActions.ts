import { useMemo, type RefObject } from 'react';
import type { ReplyErrorBody } from '../../../protocol/errors.ts';
import type { MessageId } from '../../conversation/Message.ts';
import { useSession, type SendOutcome } from '../../hooks/useSession.ts';
import type { AnswerActions } from '../message/AssistantTurn.tsx';
import type { QuestionActions } from '../message/UserTurn.tsx';
import type { ThreadHandle } from './Thread.tsx';

/** What the actions of a chat's turns work with. */
interface TurnActionOptions {
  /** The model that answers what is asked anew; without one, the reader is shown how to connect it. */
  readonly modelId: string | undefined;
  readonly onEditing: (id: MessageId | undefined) => void;
  readonly onRefused: (error: ReplyErrorBody | undefined) => void;
  readonly onConnectModel: () => void;
  readonly thread: RefObject<ThreadHandle | null>;
}

/** What can be done with the turns of a chat. The same object as long as its options are the same, so that turns need not render again. */
export function useTurnActions(options: TurnActionOptions): AnswerActions & QuestionActions {
  const session = useSession();
  const { modelId, onEditing, onRefused, onConnectModel, thread } = options;
  return useMemo(() => {
    const ask = async (request: (model: string) => Promise<SendOutcome>) => {
      if (modelId === undefined) return onConnectModel();
      const outcome = await request(modelId);
      onRefused(outcome.status === 'refused' ? outcome.error : undefined);
      if (outcome.status === 'sent') thread.current?.follow();
    };
    return {
      regenerate: (message) => void ask((model) => session.regenerate(message.id, model)),
      retry: (message) => void ask((model) => session.retry(message.id, model)),
      continueReply: (message) => void ask(() => session.continue(message.id)),
      connectModel: onConnectModel,
      startEditing: (message) => onEditing(message.id),
      cancelEditing: () => onEditing(undefined),
      saveEdit: (message, text) => {
        onEditing(undefined);
        void ask((model) => session.edit(message.id, text, model));
      },
    };
  }, [session, modelId, onEditing, onRefused, onConnectModel, thread]);
}
