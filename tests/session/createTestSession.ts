import type { ConversationId, Message } from '../../src/conversation/Message.ts';
import { textOf } from '../../src/conversation/Message.ts';
import { activePath } from '../../src/conversation/tree.ts';
import type { ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { createChatSession, type ChatSessionParts } from '../../src/session/createChatSession.ts';
import type { SendOutcome } from '../../src/session/ChatSession.ts';
import type { Frames } from '../../src/session/frames.ts';
import { createManualClock } from '../transport/createManualClock.ts';
import { createScriptedTransport } from './createScriptedTransport.ts';

/** Frames that come when the test says so. */
export interface ManualFrames extends Frames {
  /** Draws one picture. */
  draw(): void;
  readonly waiting: number;
}

/** Frames of which none has come yet. */
export function createManualFrames(): ManualFrames {
  const callbacks = new Set<() => void>();
  return {
    request(callback) {
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
    draw() {
      const due = [...callbacks];
      callbacks.clear();
      for (const callback of due) callback();
    },
    get waiting() {
      return callbacks.size;
    },
  };
}

/** A session whose every part is in the hands of the test. */
export function createTestSession(parts: Partial<ChatSessionParts> & { repository?: ConversationRepository } = {}) {
  const transport = createScriptedTransport();
  const clock = createManualClock();
  const frames = createManualFrames();
  const repository = parts.repository ?? createMemoryRepository();
  let ids = 0;
  const session = createChatSession({
    transport,
    clock,
    frames,
    newId: () => `id-${String((ids += 1)).padStart(6, '0')}`,
    ...parts,
    repository,
  });
  const path = (conversationId: ConversationId): readonly Message[] => {
    const { conversations, threads } = session.store.getState();
    return activePath(threads.get(conversationId) ?? new Map(), conversations.get(conversationId)?.shownChildren ?? {});
  };
  return {
    session,
    transport,
    clock,
    frames,
    repository,
    state: () => session.store.getState(),
    path,
    /** The texts in sight. */
    texts: (conversationId: ConversationId) => path(conversationId).map(textOf),
    /** Sends a question into a new chat, or into one that is there. */
    send: async (text: string, conversationId?: ConversationId) =>
      sent(await session.send({ text, modelId: 'built-in/tiny', ...(conversationId ? { conversationId } : {}) })),
  };
}

/** An outcome that must be a success. */
export function sent(outcome: SendOutcome): Extract<SendOutcome, { status: 'sent' }> {
  if (outcome.status !== 'sent') throw new Error(`Refused: ${outcome.error.message}`);
  return outcome;
}
