import { useState } from 'react';
import type { ReplyErrorBody } from '../../../protocol/errors.ts';
import type { ConversationId } from '../../conversation/Message.ts';
import { useDraft, type SetDraft } from '../../hooks/useDraft.ts';
import { useModelToAsk } from '../../hooks/useModelToAsk.ts';
import { useSession } from '../../hooks/useSession.ts';

/** A composer's text and the way it is sent. */
export interface Sending {
  readonly draft: string;
  readonly setDraft: SetDraft;
  /** Why the last question was not sent, or nothing. */
  readonly refused: ReplyErrorBody | undefined;
  readonly setRefused: (error: ReplyErrorBody | undefined) => void;
  /** Sends the draft. One that could not be sent is put back, before what was typed meanwhile. */
  readonly send: () => Promise<void>;
  /** Lets the draft wait for the end of the reply of its chat. */
  readonly queue: () => void;
}

/** What a composer does around sending. */
interface SendingOptions {
  readonly conversationId: ConversationId | undefined;
  /** Called with the chat that the question is in, which is a new one for the first. */
  readonly onSent: (conversationId: ConversationId) => void;
  /** Called when there is no model to ask. */
  readonly onNoModel: () => void;
}

/** The draft of a chat and its sending. */
export function useSending({ conversationId, onSent, onNoModel }: SendingOptions): Sending {
  const session = useSession();
  const findModel = useModelToAsk(conversationId);
  const [draft, setDraft] = useDraft(conversationId ?? 'new');
  const [refused, setRefused] = useState<ReplyErrorBody>();
  const [refusedIn, setRefusedIn] = useState(conversationId);
  if (refusedIn !== conversationId) {
    setRefusedIn(conversationId);
    setRefused(undefined);
  }
  const send = async () => {
    const { drafts } = session;
    const key = conversationId ?? 'new';
    const text = drafts.takeDraft(key);
    setRefused(undefined);
    const modelId = await findModel();
    if (modelId === undefined) {
      drafts.settleDraft(key, false);
      onNoModel();
      return;
    }
    const outcome = await session.send({ text, modelId, ...(conversationId === undefined ? {} : { conversationId }) });
    drafts.settleDraft(key, outcome.status === 'sent');
    if (outcome.status === 'refused') {
      setRefused(outcome.error);
      return;
    }
    if (conversationId === undefined) {
      // What was typed meanwhile goes along into the chat that has just begun.
      drafts.setDraft(outcome.conversationId, drafts.getState().get('new') ?? '');
      drafts.setDraft('new', '');
    }
    onSent(outcome.conversationId);
  };
  const queue = () => {
    if (conversationId === undefined) return;
    session.queue.add(conversationId, draft);
    setDraft('');
  };
  return { draft, setDraft, refused, setRefused, send, queue };
}
