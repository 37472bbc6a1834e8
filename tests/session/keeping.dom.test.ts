import { expect, test, vi } from 'vitest';
import { ReplyError, replyError } from '../../protocol/errors.ts';
import type { ModelCatalog } from '../../protocol/models.ts';
import { textOf } from '../../src/conversation/Message.ts';
import { StorageError, type ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { answer, conversation, question, run } from '../persistence/rows.ts';
import { createTestSession } from './createTestSession.ts';
import { done } from './createScriptedTransport.ts';

/** What the disk holds of the only answer. */
async function storedAnswer(repository: ConversationRepository): Promise<{ text: string; status: string }> {
  const [chat] = await repository.loadConversations();
  const messages = chat ? await repository.loadMessages(chat.id) : [];
  const found = messages.find(({ role }) => role === 'assistant');
  if (found?.role !== 'assistant') return { text: '', status: 'none' };
  return { text: textOf(found), status: found.runs.at(-1)?.reply.state.status ?? 'none' };
}

test('[N9] chats that can be stored are, and the state says so', async () => {
  const { session, state } = createTestSession();
  expect(state().storage).toEqual({ status: 'opening' });
  await session.ready;
  expect(state().storage).toEqual({ status: 'saved' });
});

test('[N9] a disk that cannot be opened makes the page go on in memory and say why', async () => {
  const refusing: ConversationRepository = {
    ...createMemoryRepository(),
    loadConversations: () => Promise.reject(new StorageError('newer-schema', 'Reload to get the newer version.')),
    save: () => Promise.reject(new Error('must not be called')),
  };
  const { session, transport, send, texts, state } = createTestSession({ repository: refusing });
  await session.ready;
  const memoryOnly = { status: 'memory-only', reason: 'Reload to get the newer version.' };
  expect(state().storage).toEqual(memoryOnly);
  const { conversationId } = await send('Hello');
  transport.streams[0]?.text('Hi');
  transport.streams[0]?.event(done(4));
  expect(texts(conversationId)).toEqual(['Hello', 'Hi']);
  expect(state().storage).toEqual(memoryOnly);
});

test('[N9] a disk that never answers holds no question for ever', async () => {
  const silent: ConversationRepository = {
    ...createMemoryRepository(),
    loadConversations: () => Promise.withResolvers<never>().promise,
  };
  const { session, clock, send, texts, state } = createTestSession({ repository: silent });
  const sending = send('Hello');
  clock.advance(9999);
  expect(state().storage).toEqual({ status: 'opening' });
  clock.advance(1);
  await session.ready;
  expect(state().storage.status).toBe('memory-only');
  expect(texts((await sending).conversationId)).toEqual(['Hello', '']);
});

test('[N10] a growing reply is on its way to the disk within 150 ms, and whole at its end', async () => {
  const { transport, repository, clock, frames, send } = createTestSession();
  await send('Hello');
  const [stream] = transport.streams;
  stream?.text('A');
  clock.advance(149);
  await expect(storedAnswer(repository)).resolves.toEqual({ text: '', status: 'queued' });
  clock.advance(1);
  await vi.waitFor(async () => expect(await storedAnswer(repository)).toEqual({ text: 'A', status: 'streaming' }));
  stream?.event({ seq: 4, type: 'part-delta', index: 0, delta: 'b' });
  frames.draw();
  clock.advance(200);
  await vi.waitFor(async () => expect(await storedAnswer(repository)).toEqual({ text: 'Ab', status: 'streaming' }));
  stream?.event(done(5));
  await vi.waitFor(async () => expect(await storedAnswer(repository)).toEqual({ text: 'Ab', status: 'done' }));
});

test('[N10] a hundred deltas between two writes are one write', async () => {
  const { transport, repository, clock, frames, send } = createTestSession();
  await send('Hello');
  const append = vi.spyOn(repository, 'append');
  transport.streams[0]?.text('A');
  for (let seq = 4; seq < 104; seq += 1) {
    transport.streams[0]?.event({ seq, type: 'part-delta', index: 0, delta: 'b' });
    frames.draw();
  }
  clock.advance(200);
  expect(append).toHaveBeenCalledTimes(1);
  expect(append.mock.calls[0]?.[0]).toMatchObject([{ seq: 1, lastSeq: 103, grown: [{ index: 0, at: 0 }] }]);
});

test('[N10] a piece that could not be written is in the next one', async () => {
  const { transport, repository, clock, frames, send, state } = createTestSession();
  await send('Hello');
  vi.spyOn(repository, 'append').mockRejectedValueOnce(new StorageError('full', 'No space.'));
  transport.streams[0]?.text('A');
  clock.advance(200);
  await vi.waitFor(() => expect(state().storage.status).toBe('memory-only'));
  transport.streams[0]?.event({ seq: 4, type: 'part-delta', index: 0, delta: 'b' });
  frames.draw();
  clock.advance(5000);
  await vi.waitFor(async () => expect(await storedAnswer(repository)).toEqual({ text: 'Ab', status: 'streaming' }));
});

test('[N10] a link that is lost and found writes nothing', async () => {
  const { transport, repository, clock, send } = createTestSession();
  await send('Hello');
  transport.streams[0]?.text('A');
  clock.advance(200);
  const append = vi.spyOn(repository, 'append');
  transport.streams[0]?.lost();
  transport.streams[0]?.reopened();
  clock.advance(1000);
  expect(append).not.toHaveBeenCalled();
});

test('[N27] a chat that another tab has deleted does not come back with its reply', async () => {
  const { transport, repository, clock, send } = createTestSession();
  const { conversationId } = await send('Hello');
  transport.streams[0]?.text('A');
  await repository.deleteConversation(conversationId);
  clock.advance(200);
  transport.streams[0]?.event(done(4));
  await vi.waitFor(() => expect(clock.waiting).toBe(0));
  expect(await repository.loadConversations()).toEqual([]);
  expect(await repository.loadMessages(conversationId)).toEqual([]);
});

test('[N27] a question to a chat that another tab has deleted is not lost: the chat is whole again', async () => {
  const { session, transport, repository, send } = createTestSession();
  const { conversationId } = await send('One');
  transport.streams[0]?.text('A1.');
  transport.streams[0]?.event(done(4));
  await repository.deleteConversation(conversationId);
  await session.renameConversation(conversationId, 'Mine');
  expect(await repository.loadConversations()).toEqual([]);
  await send('Two', conversationId);
  const again = createTestSession({ repository });
  await again.session.openConversation(conversationId);
  expect(again.texts(conversationId)).toEqual(['One', 'A1.', 'Two', '']);
  expect(transport.streams).toHaveLength(2);
});

test('[N10] what cannot be written is said, kept, and written later', async () => {
  const { transport, repository, clock, send, state } = createTestSession();
  await send('Hello');
  vi.spyOn(repository, 'save').mockRejectedValueOnce(new StorageError('full', 'No space.'));
  transport.streams[0]?.text('A');
  transport.streams[0]?.event(done(4));
  await vi.waitFor(() => expect(state().storage).toEqual({ status: 'memory-only', reason: 'No space.' }));
  clock.advance(5000);
  await vi.waitFor(() => expect(state().storage).toEqual({ status: 'saved' }));
  await expect(storedAnswer(repository)).resolves.toEqual({ text: 'A', status: 'done' });
});

test('[N10] a page that goes away writes what it has', async () => {
  const { transport, repository, send } = createTestSession();
  await send('Hello');
  transport.streams[0]?.text('A');
  window.dispatchEvent(new Event('pagehide'));
  await vi.waitFor(async () => expect(await storedAnswer(repository)).toEqual({ text: 'A', status: 'streaming' }));
});

test('[N10] a session that is closed writes what it has, follows no longer, and stops nothing', async () => {
  const { session, transport, repository, clock, send } = createTestSession();
  await send('Hello');
  transport.streams[0]?.text('A', 'b');
  await session.close();
  await expect(storedAnswer(repository)).resolves.toEqual({ text: 'Ab', status: 'streaming' });
  expect(transport.streams[0]?.aborted).toBe(true);
  expect(transport.stops).toEqual([]);
  expect(clock.waiting).toBe(0);
  const before = session.store.getState();
  transport.streams[0]?.event(done(5));
  expect(session.store.getState()).toBe(before);
});

test('[N15] a reply that had not ended is there at once after a reload and goes on from where it was', async () => {
  const first = createTestSession();
  const { conversationId, replyId } = await first.send('Hello');
  first.transport.streams[0]?.text('A');
  await first.session.close();
  const { session, transport, clock, texts, path, state } = createTestSession({ repository: first.repository });
  clock.advance(60_000);
  await session.ready;
  expect(texts(conversationId)).toEqual(['Hello', 'A']);
  expect(state().liveReplies.get(replyId)?.seq).toBe(3);
  const stream = await transport.asked(1);
  expect(stream.after).toBe(3);
  expect(stream.request).toEqual(first.transport.streams[0]?.request);
  stream.event({ seq: 4, type: 'part-delta', index: 0, delta: 'b' }, done(5));
  expect(texts(conversationId)).toEqual(['Hello', 'Ab']);
  const beganMs = first.clock.nowMs();
  expect(path(conversationId)[1]).toMatchObject({
    runs: [{ startedAtMs: beganMs, firstTextAtMs: beganMs, endedAtMs: beganMs + 60_000 }],
  });
});

test('[N15] a reply that the server has forgotten is interrupted, or can be asked again when nothing had come', async () => {
  const repository = createMemoryRepository();
  const [withText, without] = [question('q1', 'a'), question('q2', 'b')];
  await repository.save(
    {
      conversations: [conversation('a'), conversation('b')],
      messages: [
        withText,
        answer('m1', withText, { runs: [run('reply-m1', { status: 'streaming', link: 'open' }, 'Some')] }),
        without,
        answer('m2', without, { runs: [run('reply-m2', { status: 'queued' })] }),
      ],
    },
    'strict',
  );
  const { session, transport, path } = createTestSession({ repository });
  await session.ready;
  for (const stream of transport.streams) stream.fail('expired');
  await vi.waitFor(() => {
    expect(path(withText.conversationId)[1]).toMatchObject({ runs: [{ reply: { state: { status: 'interrupted' } } }] });
    expect(path(without.conversationId)[1]).toMatchObject({ runs: [{ reply: { state: { status: 'failed' } } }] });
  });
});

test('[N11] a chat is read when it is opened; one that is not there is missing', async () => {
  const repository = createMemoryRepository();
  const asked = question('q1', 'a');
  await repository.save({ conversations: [conversation('a')], messages: [asked, answer('m1', asked)] }, 'strict');
  const { session, state, texts } = createTestSession({ repository });
  await session.ready;
  expect(state().threads.size).toBe(0);
  await expect(session.openConversation(asked.conversationId)).resolves.toBe('opened');
  expect(texts(asked.conversationId)).toEqual(['Question q1', 'An answer.']);
  await expect(session.openConversation('never' as never)).resolves.toBe('missing');
});

test('[N11] a renamed chat keeps the title of the person; an empty title changes nothing', async () => {
  const { session, repository, transport, send, state } = createTestSession();
  const { conversationId } = await send('Hello');
  transport.streams[0]?.event(done(1));
  await session.renameConversation(conversationId, '  Mine ');
  await session.renameConversation(conversationId, '   ');
  expect(state().conversations.get(conversationId)).toMatchObject({ title: 'Mine', titleFrom: 'person' });
  expect(await repository.loadConversations()).toMatchObject([{ title: 'Mine', titleFrom: 'person' }]);
});

test('[N11] a deleted chat is out of sight at once, its reply is stopped, and Undo brings it back as it was', async () => {
  const { session, transport, repository, clock, send, texts, state } = createTestSession();
  const { conversationId, replyId } = await send('Hello');
  transport.streams[0]?.text('Some');
  await session.deleteConversation(conversationId);
  expect(state().conversations.size).toBe(0);
  expect(state().lastDeleted[0]?.conversation.id).toBe(conversationId);
  expect(state().announcement).toBe('Chat deleted. Undo brings it back.');
  expect(transport.stops).toEqual([replyId]);
  expect(transport.streams[0]?.aborted).toBe(true);
  clock.advance(9999);
  await session.undoDelete();
  clock.advance(60_000);
  expect(texts(conversationId)).toEqual(['Hello', 'Some']);
  expect(state().lastDeleted).toEqual([]);
  expect(await storedAnswer(repository)).toEqual({ text: 'Some', status: 'stopped' });
  expect(transport.forgotten).toEqual([]);
});

test('[N11] a deleted chat is off the disk at once, so that a reload does not bring it back, and Undo puts all of it there again', async () => {
  const repository = createMemoryRepository();
  const asked = question('q1', 'a');
  const messages = [asked, answer('m1', asked)];
  await repository.save({ conversations: [conversation('a')], messages }, 'strict');
  const { session, transport } = createTestSession({ repository });
  await session.ready;
  await session.deleteConversation(asked.conversationId);
  expect(await repository.loadConversations()).toEqual([]);
  expect(await repository.loadMessages(asked.conversationId)).toEqual([]);
  await session.undoDelete();
  expect(await repository.loadConversations()).toEqual([conversation('a')]);
  expect(await repository.loadMessages(asked.conversationId)).toEqual(messages);
  await session.close();
  expect(transport.forgotten).toEqual([]);
});

test('[N11] after ten seconds it is gone from the disk, and the server forgets its replies', async () => {
  const { session, transport, repository, clock, send, state } = createTestSession();
  const { conversationId, messageId, replyId } = await send('Hello');
  transport.streams[0]?.event(done(1));
  const again = await session.retry(messageId, 'built-in/tiny');
  transport.streams[1]?.event(done(1));
  await session.deleteConversation(conversationId);
  clock.advance(10_000);
  await vi.waitFor(() => expect(transport.forgotten).toEqual([replyId, again.status === 'sent' && again.replyId]));
  expect(await repository.loadConversations()).toEqual([]);
  expect(state().lastDeleted).toEqual([]);
});

test('[N11] a chat that is deleted again after Undo has its ten seconds again', async () => {
  const repository = createMemoryRepository();
  await repository.save({ conversations: [conversation('a')] }, 'strict');
  const { session, clock, state } = createTestSession({ repository });
  await session.ready;
  await session.deleteConversation(conversation('a').id);
  clock.advance(9000);
  await session.undoDelete();
  await session.deleteConversation(conversation('a').id);
  clock.advance(9999);
  expect(state().lastDeleted[0]?.conversation.id).toBe('a');
  await session.undoDelete();
  expect(await repository.loadConversations()).toHaveLength(1);
});

test('[N11] a second deletion, and a page that goes away, make the first one final', async () => {
  const repository = createMemoryRepository();
  const conversations = ['a', 'b', 'c'].map((id) => conversation(id));
  const messages = ['a', 'b', 'c'].map((id) => answer(`answer-${id}`, question('q1', id)));
  await repository.save({ conversations, messages }, 'strict');
  const { session, transport, state } = createTestSession({ repository });
  await session.ready;
  await session.deleteConversation(conversation('a').id);
  expect(transport.forgotten).toEqual([]);
  await session.deleteConversation(conversation('b').id);
  expect(transport.forgotten).toEqual(['reply-answer-a']);
  expect(state().lastDeleted[0]?.conversation.id).toBe('b');
  window.dispatchEvent(new Event('pagehide'));
  await vi.waitFor(() => expect(transport.forgotten).toEqual(['reply-answer-a', 'reply-answer-b']));
  await session.undoDelete();
  expect((await repository.loadConversations()).map(({ id }) => id)).toEqual(['c']);
});

test('[N11] a chat that was never opened comes back from Undo unread, not empty', async () => {
  const repository = createMemoryRepository();
  const asked = question('q1', 'a');
  await repository.save({ conversations: [conversation('a')], messages: [asked] }, 'strict');
  const { session, texts } = createTestSession({ repository });
  await session.ready;
  await session.deleteConversation(asked.conversationId);
  await session.undoDelete();
  await session.openConversation(asked.conversationId);
  expect(texts(asked.conversationId)).toEqual(['Question q1']);
});

test('[N14] the newest answer about models counts, and an error leaves the list that was known', async () => {
  const answers: PromiseWithResolvers<ModelCatalog>[] = [];
  const api = {
    loadModels: () => {
      answers.push(Promise.withResolvers());
      return answers.at(-1)?.promise ?? Promise.reject(new Error('unreachable'));
    },
  };
  const { session, state } = createTestSession({ api });
  expect(state().catalog).toEqual({ status: 'loading' });
  const catalog = { models: [], providers: [], settings: { path: 'new.json' } };
  const second = session.refreshModels();
  answers[1]?.resolve(catalog);
  await second;
  answers[0]?.resolve({ ...catalog, settings: { path: 'old.json' } });
  await answers[0]?.promise;
  expect(state().catalog).toEqual({ status: 'ready', catalog });
  const third = session.refreshModels();
  expect(state().catalog).toEqual({ status: 'ready', catalog });
  const error = replyError('offline');
  answers[2]?.reject(new ReplyError(error));
  await third;
  expect(state().catalog).toEqual({ status: 'failed', error, catalog });
});

test('[N16] over plain http, without `crypto.randomUUID` and Web Locks, a chat works', async () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  vi.stubGlobal('navigator', {});
  const { transport, session } = createTestSession({ newId: undefined as never });
  const outcomes = [
    await session.send({ text: 'One', modelId: 'm' }),
    await session.send({ text: 'Two', modelId: 'm' }),
  ];
  expect(outcomes.map(({ status }) => status)).toEqual(['sent', 'sent']);
  const ids = transport.streams.map(({ request }) => request.replyId);
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

test('[N21] a changed setting is kept', () => {
  const kept: Settings[] = [];
  const settingsStorage = {
    load: (): Settings => ({ ...DEFAULT_SETTINGS, theme: 'dark' }),
    save: (settings: Settings) => void kept.push(settings),
  };
  const { session } = createTestSession({ settingsStorage });
  session.settings.changeSettings({ modelId: 'a/b' });
  expect(session.settings.getState()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', modelId: 'a/b' });
  expect(kept).toEqual([{ ...DEFAULT_SETTINGS, theme: 'dark', modelId: 'a/b' }]);
});
