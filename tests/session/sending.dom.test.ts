import { expect, test, vi } from 'vitest';
import type { Message } from '../../src/conversation/Message.ts';
import type { ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { StorageError } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { sortedConversations } from '../../src/store/selectors.ts';
import { createTestSession, sent } from './createTestSession.ts';
import { done } from './createScriptedTransport.ts';

const MODEL = 'built-in/tiny';

/** A repository whose next `save` waits for the test. */
function heldRepository() {
  const repository = createMemoryRepository();
  const saving = Promise.withResolvers<void>();
  const held: ConversationRepository = {
    ...repository,
    save: async (change, durability) => {
      await saving.promise;
      return repository.save(change, durability);
    },
  };
  return { repository: held, saving };
}

test('[N6] a question and its answer to come are on disk before the network is touched', async () => {
  const { repository, saving } = heldRepository();
  const save = vi.spyOn(repository, 'save');
  const { session, transport, state } = createTestSession({ repository });
  const sending = session.send({ text: 'Hello', modelId: MODEL });
  await vi.waitFor(() => expect(save).toHaveBeenCalledTimes(1));
  expect(save.mock.calls[0]?.[1]).toBe('strict');
  expect(save.mock.calls[0]?.[0].conversations).toMatchObject([{ title: 'Hello' }]);
  expect(save.mock.calls[0]?.[0].messages).toMatchObject([
    { role: 'user', parts: [{ type: 'text', text: 'Hello' }] },
    { role: 'assistant', runs: [{ modelId: MODEL, reply: { state: { status: 'queued' } } }] },
  ]);
  expect(transport.streams).toHaveLength(0);
  expect(state().conversations.size).toBe(0);
  saving.resolve();
  const { conversationId, replyId } = sent(await sending);
  expect(transport.streams.map(({ request, after }) => ({ ...request, after }))).toEqual([
    {
      replyId,
      model: MODEL,
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
      params: {},
      after: 0,
    },
  ]);
  expect(state().conversations.get(conversationId)?.title).toBe('Hello');
});

test('[N6] a question that cannot be stored is refused in words, and nothing is sent or shown', async () => {
  const { repository, saving } = heldRepository();
  const { session, transport, state } = createTestSession({ repository });
  saving.reject(new StorageError('full', 'The browser has no space left for chats.'));
  const outcome = await session.send({ text: 'Hello', modelId: MODEL });
  expect(outcome).toEqual({
    status: 'refused',
    error: { code: 'storage', message: 'The browser has no space left for chats. The message was not sent.' },
  });
  expect(transport.streams).toHaveLength(0);
  expect(state().conversations.size).toBe(0);
});

test('[N6] two clicks send once: while a question is stored or its reply streams, the chat takes no other', async () => {
  const { session, transport, send } = createTestSession();
  const outcomes = await Promise.all([
    session.send({ text: 'Hello', modelId: MODEL }),
    session.send({ text: 'Hello', modelId: MODEL }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['sent', 'refused']);
  expect(outcomes[1]).toMatchObject({ error: { code: 'busy' } });
  const [first] = outcomes;
  if (first?.status !== 'sent') throw new Error('The first was refused.');
  const { conversationId, messageId } = first;
  for (const again of [
    session.send({ conversationId, text: 'More', modelId: MODEL }),
    session.regenerate(messageId, MODEL),
    session.retry(messageId, MODEL),
    session.continue(messageId),
  ]) {
    await expect(again).resolves.toMatchObject({ status: 'refused', error: { code: 'busy' } });
  }
  expect(transport.streams).toHaveLength(1);
  transport.streams[0]?.event(done(1));
  await send('More', conversationId);
  await send('Another chat at the same time');
  expect(transport.streams).toHaveLength(3);
});

test('[N6] nothing to send, no model, a chat that is gone and a message that never was are refused in words', async () => {
  const { session, transport } = createTestSession();
  const gone = 'no-such-thing' as never;
  const outcomes = [
    await session.send({ text: ' \n', modelId: MODEL }),
    await session.send({ text: 'Hello', modelId: '' }),
    await session.send({ conversationId: gone, text: 'Hello', modelId: MODEL }),
    await session.regenerate(gone, MODEL),
    await session.edit(gone, 'Hello', MODEL),
    await session.edit(gone, '', MODEL),
    await session.retry(gone, MODEL),
    await session.continue(gone),
  ];
  expect(outcomes.map((outcome) => outcome.status === 'refused' && outcome.error.code)).toEqual([
    'bad-request',
    'unknown-model',
    'not-found',
    'not-found',
    'not-found',
    'bad-request',
    'not-found',
    'not-found',
  ]);
  expect(transport.streams).toHaveLength(0);
});

test.each(['before', 'while'])('[N6] a chat that is deleted %s its question is stored gets no reply', async (when) => {
  const memory = createMemoryRepository();
  const { session, transport, send, state } = createTestSession({ repository: memory });
  const { conversationId } = await send('Hello');
  transport.streams[0]?.event(done(1));
  // What deletes is there from now on.
  await session.deleteConversations([]);
  const saving = Promise.withResolvers<readonly Message[]>();
  const save = vi.spyOn(memory, 'save').mockReturnValue(saving.promise);
  const sending = session.send({ conversationId, text: 'More', modelId: MODEL });
  if (when === 'while') await vi.waitUntil(() => save.mock.calls.some(([, durability]) => durability === 'strict'));
  void session.deleteConversation(conversationId);
  saving.resolve([]);
  await expect(sending).resolves.toMatchObject({ status: 'refused', error: { code: 'not-found' } });
  expect(transport.streams).toHaveLength(1);
  expect(state().conversations.size).toBe(0);
  expect(save.mock.calls.filter(([, durability]) => durability === 'strict')).toHaveLength(when === 'while' ? 1 : 0);
});

test('[N7] a further question follows the path in sight and carries it along', async () => {
  const { transport, send, texts } = createTestSession();
  const { conversationId } = await send('One');
  transport.streams[0]?.text('First answer.');
  transport.streams[0]?.event(done(4));
  await send('Two', conversationId);
  expect(transport.streams[1]?.request.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(texts(conversationId)).toEqual(['One', 'First answer.', 'Two', '']);
});

test('[N7] Regenerate makes another version beside the earlier one and shows it; the way back stays', async () => {
  const { session, transport, send, texts, state } = createTestSession();
  const { conversationId, messageId } = await send('Tell me');
  transport.streams[0]?.text('First.');
  transport.streams[0]?.event(done(4));
  const again = sent(await session.regenerate(messageId, 'other/model'));
  expect(again.messageId).not.toBe(messageId);
  expect(transport.streams[1]?.request).toMatchObject({ model: 'other/model', messages: [{ role: 'user' }] });
  transport.streams[1]?.text('Second.');
  transport.streams[1]?.event(done(4));
  expect(texts(conversationId)).toEqual(['Tell me', 'Second.']);
  await session.showVersion(messageId);
  expect(texts(conversationId)).toEqual(['Tell me', 'First.']);
  sent(await session.regenerate(messageId, MODEL));
  transport.streams[2]?.text('Third.');
  transport.streams[2]?.event(done(4));
  expect(texts(conversationId)).toEqual(['Tell me', 'Third.']);
  expect(state().threads.get(conversationId)?.size).toBe(4);
});

test('[N7] an edited question is a branch of its own, at the top and further down', async () => {
  const { session, transport, send, texts, path } = createTestSession();
  const { conversationId } = await send('One');
  transport.streams[0]?.text('A1.');
  transport.streams[0]?.event(done(4));
  await send('Two', conversationId);
  transport.streams[1]?.text('A2.');
  transport.streams[1]?.event(done(4));
  const [one, , two] = path(conversationId);
  if (!one || !two) throw new Error('No path.');
  sent(await session.edit(two.id, 'Two, changed', MODEL));
  expect(transport.streams[2]?.request.messages).toHaveLength(3);
  transport.streams[2]?.text('A2 changed.');
  transport.streams[2]?.event(done(4));
  expect(texts(conversationId)).toEqual(['One', 'A1.', 'Two, changed', 'A2 changed.']);
  sent(await session.edit(one.id, 'One, changed', MODEL));
  expect(transport.streams[3]?.request.messages).toHaveLength(1);
  transport.streams[3]?.event(done(1));
  expect(texts(conversationId)).toEqual(['One, changed', '']);
  await session.showVersion(one.id);
  expect(texts(conversationId)).toEqual(['One', 'A1.', 'Two, changed', 'A2 changed.']);
});

test('[N8] Retry asks anew in the same message; the failed run stays until there is something to show', async () => {
  const { session, transport, send, texts, path } = createTestSession();
  const { conversationId, messageId, replyId } = await send('Tell me');
  transport.streams[0]?.text('Half');
  transport.streams[0]?.fail('overloaded');
  await vi.waitFor(() =>
    expect(path(conversationId)[1]).toMatchObject({ runs: [{ reply: { state: { status: 'failed' } } }] }),
  );
  const again = sent(await session.retry(messageId, MODEL));
  expect(again.messageId).toBe(messageId);
  expect(again.replyId).not.toBe(replyId);
  expect(transport.streams[1]?.request.messages).toHaveLength(1);
  expect(texts(conversationId)).toEqual(['Tell me', 'Half']);
  transport.streams[1]?.text('Whole.');
  transport.streams[1]?.event(done(4));
  expect(texts(conversationId)).toEqual(['Tell me', 'Whole.']);
  expect(path(conversationId)[1]).toMatchObject({ runs: [{ mode: 'answer' }, { mode: 'answer' }] });
});

test('[N8] a question that may have reached the server is sent again under its own id, unless another model is asked', async () => {
  const { session, transport, repository, clock, send, path } = createTestSession();
  const { conversationId, messageId, replyId } = await send('Tell me');
  transport.streams[0]?.fail('offline');
  const failed = () =>
    vi.waitFor(() =>
      expect(path(conversationId)[1]).toMatchObject({ runs: [{ reply: { state: { status: 'failed' } } }] }),
    );
  await failed();
  expect(await repository.loadUnfinished()).toEqual([]);
  vi.spyOn(clock, 'nowMs').mockReturnValue(5);
  const again = sent(await session.retry(messageId, MODEL));
  expect(again.replyId).toBe(replyId);
  expect(await repository.loadUnfinished()).toHaveLength(1);
  expect(transport.streams[1]?.request).toEqual(transport.streams[0]?.request);
  expect(path(conversationId)[1]).toMatchObject({ runs: [{ reply: { state: { status: 'queued' } } }] });
  transport.streams[1]?.fail('offline');
  await failed();
  expect(sent(await session.retry(messageId, 'other/model')).replyId).not.toBe(replyId);
});

test.each(['unavailable', 'timeout', 'protocol', 'forbidden', 'busy', 'bad-request'] as const)(
  '[N8] so is one whose answer was replaced by a refusal (%s): what stands between may have passed the question on',
  async (code) => {
    const { session, transport, send, path } = createTestSession();
    const { conversationId, messageId, replyId } = await send('Tell me');
    transport.streams[0]?.fail(code);
    await vi.waitFor(() =>
      expect(path(conversationId)[1]).toMatchObject({ runs: [{ reply: { state: { status: 'failed' } } }] }),
    );
    expect(sent(await session.retry(messageId, MODEL)).replyId).toBe(replyId);
    expect(transport.streams[1]?.request).toEqual(transport.streams[0]?.request);
  },
);

test.each(['conflict', 'expired', 'not-found'] as const)(
  '[N8] a question that the server will not answer under its id (%s) gets another',
  async (code) => {
    const { session, transport, send, path } = createTestSession();
    const { conversationId, messageId, replyId } = await send('Tell me');
    transport.streams[0]?.fail(code);
    await vi.waitFor(() =>
      expect(path(conversationId)[1]).toMatchObject({ runs: [{ reply: { state: { status: 'failed' } } }] }),
    );
    expect(sent(await session.retry(messageId, MODEL)).replyId).not.toBe(replyId);
  },
);

test('[N8] Continue is a further run of the same message that is told the text so far; a failed one changes nothing', async () => {
  const { session, transport, send, texts, path } = createTestSession();
  const { conversationId, messageId } = await send('Tell me');
  transport.streams[0]?.text('Once upon');
  transport.streams[0]?.event({ seq: 4, type: 'reply-interrupt', reason: 'truncated' });
  sent(await session.continue(messageId));
  const second = await transport.asked(2);
  expect(second.request.model).toBe(MODEL);
  expect(second.request.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(second.request.messages[1]).toEqual({ role: 'assistant', parts: [{ type: 'text', text: 'Once upon' }] });
  second.fail('overloaded');
  await vi.waitFor(() =>
    expect(path(conversationId)[1]).toMatchObject({ runs: [{}, { reply: { state: { status: 'failed' } } }] }),
  );
  expect(texts(conversationId)).toEqual(['Tell me', 'Once upon']);
  sent(await session.retry(messageId, 'other/model'));
  const third = await transport.asked(3);
  expect(third.request.messages).toEqual(second.request.messages);
  third.text(' a time.');
  third.event(done(4));
  expect(texts(conversationId)).toEqual(['Tell me', 'Once upon a time.']);
  expect(path(conversationId)[1]).toMatchObject({
    runs: [{ mode: 'answer' }, { mode: 'continue' }, { mode: 'continue' }],
  });
});

test('[N8] a Continue that may have reached the server is sent again under its own id', async () => {
  const { session, transport, send, path } = createTestSession();
  const { conversationId, messageId } = await send('Tell me');
  transport.streams[0]?.text('Once upon');
  transport.streams[0]?.event({ seq: 4, type: 'reply-stop' });
  const { replyId } = sent(await session.continue(messageId));
  transport.streams[1]?.fail('offline');
  await vi.waitFor(() =>
    expect(path(conversationId)[1]).toMatchObject({ runs: [{}, { reply: { state: { status: 'failed' } } }] }),
  );
  expect(sent(await session.retry(messageId, 'other/model')).replyId).toBe(replyId);
  expect(transport.streams[2]?.request).toEqual(transport.streams[1]?.request);
  expect(path(conversationId)[1]).toMatchObject({ runs: [{}, { reply: { state: { status: 'queued' } } }] });
});

test('[C9] a Continue begins the turn of a model that takes that, and asks so again after a reload', async () => {
  const catalog = {
    models: [{ id: MODEL, name: 'tiny', provider: 'built-in', prefill: true as const }],
    providers: [],
    settings: { path: 'x.json' },
  };
  const first = createTestSession({ api: { loadModels: () => Promise.resolve(catalog) } });
  const { messageId } = await first.send('Tell me');
  first.transport.streams[0]?.text('Once upon');
  first.transport.streams[0]?.event({ seq: 4, type: 'reply-stop' });
  sent(await first.session.continue(messageId));
  const { request } = await first.transport.asked(2);
  expect(request.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
  await first.session.close();
  const { transport } = createTestSession({ repository: first.repository });
  expect((await transport.asked(1)).request).toEqual(request);
});

test('[C9] a model that refuses the beginning of its own turn is told in words by the next try', async () => {
  const catalog = {
    models: [{ id: MODEL, name: 'tiny', provider: 'built-in', prefill: true as const }],
    providers: [],
    settings: { path: 'x.json' },
  };
  const { session, transport, send, path } = createTestSession({
    api: { loadModels: () => Promise.resolve(catalog) },
  });
  const { conversationId, messageId } = await send('Tell me');
  transport.streams[0]?.text('Once upon');
  transport.streams[0]?.event({ seq: 4, type: 'reply-stop' });
  sent(await session.continue(messageId));
  transport.streams[1]?.fail('provider');
  await vi.waitFor(() =>
    expect(path(conversationId)[1]).toMatchObject({ runs: [{}, { reply: { state: { status: 'failed' } } }] }),
  );
  sent(await session.retry(messageId, MODEL));
  const roles = transport.streams.map(({ request }) => request.messages.map(({ role }) => role).join(' '));
  expect(roles).toEqual(['user', 'user assistant', 'user assistant user']);
});

test('[C8] a Continue that was stopped while it repeated the end leaves the text as it was', async () => {
  const { session, transport, frames, send, texts } = createTestSession();
  const { conversationId, messageId } = await send('Tell me');
  transport.streams[0]?.text('Far away the quick brown fox');
  transport.streams[0]?.event({ seq: 4, type: 'reply-stop' });
  const { replyId } = sent(await session.continue(messageId));
  transport.answerStops('unreachable');
  transport.streams[1]?.text('the quick');
  frames.draw();
  await session.stop(replyId);
  expect(texts(conversationId)).toEqual(['Tell me', 'Far away the quick brown fox']);
  sent(await session.continue(messageId));
  transport.streams[2]?.text('the quick brown fox', ' ran.');
  transport.streams[2]?.event(done(5));
  expect(texts(conversationId)).toEqual(['Tell me', 'Far away the quick brown fox ran.']);
});

test('[N8] Continue of an answer without text asks for the answer', async () => {
  const { session, transport, send } = createTestSession();
  const { messageId } = await send('Tell me');
  transport.streams[0]?.event({ seq: 1, type: 'reply-stop' });
  sent(await session.continue(messageId));
  expect(transport.streams[1]?.request.messages).toHaveLength(1);
});

test('[N20] a clock that is set back moves no chat down and no message up', async () => {
  const { session, transport, clock, send, texts, state } = createTestSession();
  const { conversationId } = await send('One');
  const before = state().conversations.get(conversationId)?.updatedAtMs;
  transport.streams[0]?.event(done(1));
  vi.spyOn(clock, 'nowMs').mockReturnValue(5);
  await send('Two', conversationId);
  transport.streams[1]?.event(done(1));
  expect(state().conversations.get(conversationId)?.updatedAtMs).toBe(before);
  expect(texts(conversationId)).toEqual(['One', '', 'Two', '']);
  await session.close();
});

test('[N20] after a clock that was ten years ahead the chat that was used last stands first, not that of the future', async () => {
  const { session, transport, clock, send, state } = createTestSession();
  const past = await send('Past');
  transport.streams[0]?.event(done(1));
  const true1 = clock.nowMs();
  const now = vi.spyOn(clock, 'nowMs').mockReturnValue(true1 + 10 * 365 * 86_400_000);
  const future = await send('Future');
  transport.streams[1]?.event(done(1));
  now.mockReturnValue(true1 + 1000);
  await send('Present', past.conversationId);
  transport.streams[2]?.event(done(1));
  expect(sortedConversations(state().conversations).map(({ id }) => id)).toEqual([
    past.conversationId,
    future.conversationId,
  ]);
  const newest = await send('New');
  expect(sortedConversations(state().conversations)[0]?.id).toBe(newest.conversationId);
  await session.close();
});
