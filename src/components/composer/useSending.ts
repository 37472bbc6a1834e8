import { useState } from 'react';
import type { ReplyErrorBody } from '../../../protocol/errors.ts';
import type { ConversationId } from '../../conversation/Message.ts';
import { useDraft, type SetDraft } from '../../hooks/useDraft.ts';
import { useSession } from '../../hooks/useSession.ts';

/** A composer's text and the way it is sent. */
export interface Sending {
  readonly draft: string;
  readonly setDraft: SetDraft;
  /** Why the last question was not sent, or nothing. */
  readonly refused: ReplyErrorBody | undefined;
  readonly setRefused: (error: ReplyErrorBody | undefined) => void;
  /** Sends the draft to a model. A refused one is put back, before what was typed meanwhile. */
  readonly send: (modelId: string) => Promise<void>;
}

/** The draft of a chat and its sending. `onSent` is told the chat that the question is in, which is a new one for the first. */
export function useSending(
  conversationId: ConversationId | undefined,
  onSent: (conversationId: ConversationId) => void,
): Sending {
  const session = useSession();
  const [draft, setDraft] = useDraft(conversationId);
  const [refused, setRefused] = useState<ReplyErrorBody>();
  const [refusedIn, setRefusedIn] = useState(conversationId);
  if (refusedIn !== conversationId) {
    setRefusedIn(conversationId);
    setRefused(undefined);
  }
  const send = async (modelId: string) => {
    setRefused(undefined);
    setDraft('');
    const outcome = await session.send({
      text: draft,
      modelId,
      ...(conversationId === undefined ? {} : { conversationId }),
    });
    if (outcome.status === 'sent') {
      if (conversationId === undefined) {
        // What was typed meanwhile goes along into the chat that has just begun.
        session.drafts.setDraft(outcome.conversationId, session.drafts.getState().get('new') ?? '');
        setDraft('');
      }
      onSent(outcome.conversationId);
      return;
    }
    setRefused(outcome.error);
    setDraft((typedMeanwhile) => (typedMeanwhile === '' ? draft : `${draft}\n${typedMeanwhile}`));
  };
  return { draft, setDraft, refused, setRefused, send };
}
