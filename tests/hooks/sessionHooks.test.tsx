import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import type { ModelCatalog } from '../../protocol/models.ts';
import { textOf } from '../../src/conversation/Message.ts';
import { useConversation } from '../../src/hooks/useConversation.ts';
import { useDraft } from '../../src/hooks/useDraft.ts';
import { useModels } from '../../src/hooks/useModels.ts';
import { SessionContext, useSession } from '../../src/hooks/useSession.ts';
import { useSettings } from '../../src/hooks/useSettings.ts';
import type { ChatSession } from '../../src/session/ChatSession.ts';
import { conversationId } from '../persistence/rows.ts';
import { done } from '../session/createScriptedTransport.ts';
import { createTestSession } from '../session/createTestSession.ts';

function around(session: ChatSession) {
  return ({ children }: { children: ReactNode }) => <SessionContext value={session}>{children}</SessionContext>;
}

test('[N19] a chat is the path in sight, and the same object until something in it changes', async () => {
  const { session, transport, send } = createTestSession();
  const { conversationId: id } = await send('Hello');
  const { result } = renderHook(() => useConversation(id), { wrapper: around(session) });
  expect(result.current?.path.map(textOf)).toEqual(['Hello', '']);
  const before = result.current;
  act(() => transport.streams[0]?.text('Hi'));
  await act(() => send('Elsewhere'));
  expect(result.current).toBe(before);
  act(() => transport.streams[0]?.event(done(4)));
  expect(result.current?.path.map(textOf)).toEqual(['Hello', 'Hi']);
});

test('[N11] a chat that is not open is undefined', () => {
  const { session } = createTestSession();
  const { result } = renderHook(() => [useConversation(undefined), useConversation(conversationId('x'))], {
    wrapper: around(session),
  });
  expect(result.current).toEqual([undefined, undefined]);
});

test('[N17] the first model answers until another is chosen', async () => {
  const catalog: ModelCatalog = {
    models: [
      { id: 'a/one', name: 'One', provider: 'a' },
      { id: 'a/two', name: 'Two', provider: 'a' },
    ],
    providers: [{ id: 'a', label: 'A', origin: 'configured', state: 'ready' }],
    settings: { path: 'x.json' },
  };
  const loadModels = vi.fn<() => Promise<ModelCatalog>>(() => Promise.resolve(catalog));
  const { session } = createTestSession({ api: { loadModels } });
  const { result } = renderHook(() => useModels(), { wrapper: around(session) });
  expect(result.current.state.status).toBe('loading');
  await act(() => session.ready);
  expect(result.current.model?.name).toBe('One');
  act(() => result.current.select('a/two'));
  expect(result.current.model?.name).toBe('Two');
  expect(session.settings.getState().modelId).toBe('a/two');
  await act(async () => result.current.refresh());
  expect(loadModels).toHaveBeenCalledTimes(2);
});

test('[N22] a draft is replaced by a text or by what is made of the one that is there', () => {
  const { session } = createTestSession();
  const { result } = renderHook(() => useDraft('new'), { wrapper: around(session) });
  act(() => result.current[1]('Hel'));
  act(() => result.current[1]((current) => `${current}lo`));
  expect(result.current[0]).toBe('Hello');
  expect(session.drafts.getState().get('new')).toBe('Hello');
});

test('[N21] a setting is changed for everyone who reads it', () => {
  const { session } = createTestSession();
  const { result } = renderHook(() => [useSettings(), useSettings()] as const, { wrapper: around(session) });
  act(() => result.current[0][1]({ theme: 'dark' }));
  expect(result.current[1][0].theme).toBe('dark');
});

test('[N18] outside of a session a hook says so', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(() => renderHook(() => useSession())).toThrow('SessionContext');
});
