import { act, render, renderHook, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import type { ReplyId } from '../../protocol/ids.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import type { ReplyState } from '../../src/conversation/reply.ts';
import { SessionContext } from '../../src/hooks/useSession.ts';
import { useStream } from '../../src/hooks/useStream.ts';
import type { ChatSession } from '../../src/session/ChatSession.ts';
import { done } from '../session/createScriptedTransport.ts';
import { createTestSession } from '../session/createTestSession.ts';

// Brands exist for the compiler only.
const request = (id: string): ReplyRequest => ({ replyId: id as ReplyId, model: 'm', messages: [], params: {} });

function around(session: ChatSession) {
  return ({ children }: { children: ReactNode }) => <SessionContext value={session}>{children}</SessionContext>;
}

test('[N18] a reply is started, grows on the page, and resolves with its final state', async () => {
  const { session, transport } = createTestSession();
  function Demo() {
    const { start, stop, reply } = useStream({ session });
    return (
      <>
        <button type="button" onClick={() => void start(request('reply-01'))}>
          Ask
        </button>
        <button type="button" onClick={stop}>
          Stop
        </button>
        <output>{reply?.parts.map((part) => ('text' in part ? part.text : '')).join('')}</output>
        <p>{reply?.state.status ?? 'nothing yet'}</p>
      </>
    );
  }
  render(<Demo />);
  expect(screen.getByText('nothing yet')).toBeInTheDocument();
  act(() => screen.getByText('Ask').click());
  act(() => transport.streams[0]?.text('Hello'));
  expect(screen.getByRole('status')).toHaveTextContent('Hello');
  act(() => screen.getByText('Stop').click());
  expect(transport.stops).toEqual(['reply-01']);
  await act(async () => transport.streams[0]?.event({ seq: 4, type: 'reply-stop' }));
  expect(screen.getByText('stopped')).toBeInTheDocument();
  expect(screen.getByRole('status')).toHaveTextContent('Hello');
});

test('[N18] a failure is a state, never a rejection', async () => {
  const { session, transport } = createTestSession();
  const { result } = renderHook(() => useStream(), { wrapper: around(session) });
  let ended: Promise<ReplyState> | undefined;
  act(() => {
    ended = result.current.start(request('reply-01'));
  });
  await act(async () => {
    transport.streams[0]?.fail('unauthorized');
    await ended;
  });
  await expect(ended).resolves.toMatchObject({ status: 'failed', error: { code: 'unauthorized' } });
  expect(result.current.reply?.state.status).toBe('failed');
});

test('[N18] a stop right after the start stops that reply, and one before any start does nothing', () => {
  const { session, transport } = createTestSession();
  const { result } = renderHook(() => useStream({ session }));
  result.current.stop();
  act(() => {
    void result.current.start(request('reply-01'));
    result.current.stop();
  });
  expect(transport.stops).toEqual(['reply-01']);
});

test('[N18] a new start shows the new reply and lets go of the ended one, and so does leaving the page', async () => {
  const { session, transport, state } = createTestSession();
  const { result, unmount } = renderHook(() => useStream({ session }));
  act(() => void result.current.start(request('reply-01')));
  await act(async () => transport.streams[0]?.event(done(1)));
  act(() => void result.current.start(request('reply-02')));
  expect(result.current.reply?.replyId).toBe('reply-02');
  expect([...state().liveReplies.keys()]).toEqual(['reply-02']);
  unmount();
  expect(transport.stops).toEqual([]);
  transport.streams[1]?.event(done(1));
  await vi.waitFor(() => expect(state().liveReplies.size).toBe(0));
});

test('[N18] without a session there is a sentence that says what to do', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(() => renderHook(() => useStream())).toThrow('useStream needs a session');
});
