import { act, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import {
  textOf,
  type AssistantMessage,
  type ConversationId,
  type Message,
  type Run,
} from '../../src/conversation/Message.ts';
import { useChat } from '../../src/hooks/useChat.ts';
import { useConversation } from '../../src/hooks/useConversation.ts';
import { useReply } from '../../src/hooks/useReply.ts';
import { SessionContext } from '../../src/hooks/useSession.ts';
import { liveReplyIn } from '../../src/store/selectors.ts';
import { done } from '../session/createScriptedTransport.ts';
import { createTestSession } from '../session/createTestSession.ts';

const renders = new Map<string, number>();

function count(name: string): void {
  renders.set(name, (renders.get(name) ?? 0) + 1);
}

function Thread({ id }: { id: ConversationId }) {
  const open = useConversation(id);
  count('thread');
  return open?.path.map((message) => <Turn key={message.id} message={message} />);
}

function Turn({ message }: { message: Message }) {
  count(message.role === 'user' ? `question ${textOf(message)}` : `turn ${message.order}`);
  return message.role === 'user' ? <p>{textOf(message)}</p> : <Answer message={message} />;
}

function Answer({ message }: { message: AssistantMessage }) {
  return message.runs.map((run) => <Grown key={run.reply.replyId} run={run} />);
}

function Grown({ run }: { run: Run }) {
  const reply = useReply(run);
  count(`reply ${run.reply.replyId}`);
  return (
    <p data-status={reply.state.status}>{reply.parts.map((part) => ('text' in part ? part.text : '')).join('')}</p>
  );
}

function Sidebar() {
  count('sidebar');
  const conversations = useChat((state) => state.conversations);
  return <p>{conversations.size} chats</p>;
}

function Composer({ id }: { id: ConversationId }) {
  count('composer');
  return <button type="button">{useChat((state) => liveReplyIn(state, id)) ? 'Stop' : 'Send'}</button>;
}

test('[N19] while a reply grows by fifty deltas only its own component renders, once a frame', async () => {
  const { session, transport, frames, send } = createTestSession();
  const { conversationId } = await send('One');
  transport.streams[0]?.text('First.');
  transport.streams[0]?.event(done(4));
  const { replyId } = await send('Two', conversationId);
  const [, stream] = transport.streams;
  renders.clear();
  render(
    <SessionContext value={session}>
      <Sidebar />
      <Thread id={conversationId} />
      <Composer id={conversationId} />
    </SessionContext>,
  );
  act(() => stream?.text('A'));
  const before = new Map(renders);
  let frame = 0;
  for (let seq = 4; seq < 54; seq += 1) {
    act(() => stream?.event({ seq, type: 'part-delta', index: 0, delta: 'b' }));
    if (seq % 5 !== 0) continue;
    frame += 1;
    act(() => frames.draw());
  }
  const grown = [...renders].filter(([name, times]) => times !== before.get(name));
  expect(grown).toEqual([[`reply ${replyId}`, (before.get(`reply ${replyId}`) ?? 0) + frame]]);
  expect(frame).toBe(10);

  act(() => stream?.event(done(54)));
  expect(screen.getByText(`A${'b'.repeat(50)}`)).toHaveAttribute('data-status', 'done');
  expect(screen.getByRole('button')).toHaveTextContent('Send');
  expect(renders.get('sidebar')).toBe(before.get('sidebar'));
});
