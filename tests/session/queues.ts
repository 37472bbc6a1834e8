import { vi } from 'vitest';
import type { ConversationId } from '../../src/conversation/Message.ts';
import { queuedIn } from '../../src/conversation/queue.ts';
import { createTestSession } from './createTestSession.ts';
import { done } from './createScriptedTransport.ts';

/** A session whose every part is in the hands of the test. */
export type TestSession = ReturnType<typeof createTestSession>;

/** The models of a page of which one can be asked. */
export const catalog = {
  models: [{ id: 'built-in/tiny', name: 'tiny', provider: 'built-in' }],
  providers: [],
  settings: { path: 'x.json' },
};

/** A page on which a model can be asked. With `tab` its ids are those of no other tab. */
export async function openTab(parts: Parameters<typeof createTestSession>[0] = {}, tab?: string): Promise<TestSession> {
  let made = 0;
  const newId = (): string => `tab-${tab}-${String((made += 1)).padStart(4, '0')}`;
  const own = tab === undefined ? {} : { newId };
  const opened = createTestSession({ api: { loadModels: () => Promise.resolve(catalog) }, ...own, ...parts });
  await vi.waitUntil(() => opened.state().catalog.status === 'ready');
  await opened.session.ready;
  return opened;
}

/** What waits in a chat, the next one first. */
export function waitingIn(
  { session }: Pick<TestSession, 'session'>,
  conversationId: ConversationId,
): readonly string[] {
  return queuedIn(session.drafts.getState(), conversationId).map(({ text }) => text);
}

/** Ends a reply by itself. */
export async function end({ transport, frames }: TestSession, count: number): Promise<void> {
  const stream = await transport.asked(count);
  stream.text('Answer');
  stream.event(done(4));
  stream.end();
  frames.draw();
}

/** Lets everything that waits for nothing else happen. */
export const settle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 20));
