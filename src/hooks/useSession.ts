import { createContext, use } from 'react';
import type { ChatSession } from '../session/ChatSession.ts';
import '../words/english.ts';

export type { ChatSession, KeepOutcome, SendOutcome } from '../session/ChatSession.ts';
export type { Archiving, ChatFormat, ChatTurns } from '../session/archiving.ts';

/** The session of the chat interface that a component is in. */
export const SessionContext = createContext<ChatSession | undefined>(undefined);

/**
 * The session around a component.
 *
 * @throws {Error} outside of `SessionContext`.
 */
export function useSession(): ChatSession {
  const session = use(SessionContext);
  if (!session) throw new Error('This component must be inside of <SessionContext value={session}>.');
  return session;
}
