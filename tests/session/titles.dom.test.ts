import { expect, test } from 'vitest';
import { done } from './createScriptedTransport.ts';
import { createTestSession } from './createTestSession.ts';

test('[N39] a question that says enough gives the title, for good once it is answered', async () => {
  const { transport, repository, send, state } = createTestSession();
  const { conversationId } = await send('Why is the sky blue?');
  const titled = () => state().conversations.get(conversationId);
  expect(titled()).toMatchObject({ title: 'Why is the sky blue?', titleFrom: 'question' });
  transport.streams[0]?.text('# Light\n\nIt is scattered.');
  transport.streams[0]?.event(done(4));
  expect(titled()).toMatchObject({ title: 'Why is the sky blue?', titleFrom: 'exchange' });
  await expect.poll(() => repository.loadConversations()).toMatchObject([{ titleFrom: 'exchange' }]);
  expect(transport.streams).toHaveLength(1);
});

test('[N39] a greeting gives the title only until a later question says more', async () => {
  const { transport, send, state } = createTestSession();
  const { conversationId } = await send('Hello');
  const titled = () => state().conversations.get(conversationId);
  transport.streams[0]?.text('Hello! How can I help?');
  transport.streams[0]?.event(done(4));
  expect(titled()).toMatchObject({ title: 'Hello', titleFrom: 'question' });
  await send('How tall is a giraffe?', conversationId);
  transport.streams[1]?.event(done(1));
  expect(titled()).toMatchObject({ title: 'How tall is a giraffe?', titleFrom: 'exchange' });
});

test('[N39] a title that a person gave stays, also while the first reply is being made', async () => {
  const { session, transport, send, state } = createTestSession();
  const { conversationId } = await send('Why is the sky blue?');
  await session.renameConversation(conversationId, 'Mine');
  transport.streams[0]?.event(done(1));
  expect(state().conversations.get(conversationId)).toMatchObject({ title: 'Mine', titleFrom: 'person' });
});
