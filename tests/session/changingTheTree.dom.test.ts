import { describe, expect, test } from 'vitest';
import { lastRun, textOf } from '../../src/conversation/Message.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { createTestSession } from './createTestSession.ts';
import { done } from './createScriptedTransport.ts';

const MODEL = 'built-in/tiny';

/** A chat of two questions, each with its answer. */
async function twoTurns() {
  const made = createTestSession();
  await made.session.ready;
  const first = await made.send('one');
  await answerWith(made, 1, 'first');
  await made.send('two', first.conversationId);
  await answerWith(made, 2, 'second');
  const { conversationId } = first;
  const at = (place: number) => {
    const message = made.path(conversationId)[place];
    if (!message) throw new Error(`Nothing is at ${place}.`);
    return message;
  };
  return { ...made, conversationId, at, shown: () => made.texts(conversationId) };
}

async function answerWith({ transport, frames }: ReturnType<typeof createTestSession>, count: number, text: string) {
  const stream = await transport.asked(count);
  stream.text(text);
  stream.event(done(4));
  stream.end();
  frames.draw();
}

describe('[N32] deleting', () => {
  test('one message lets what follows move up; Undo brings it back, on the disk too', async () => {
    const { session, at, shown, state, repository, conversationId } = await twoTurns();
    await session.deleteMessage(at(1).id, 'message');
    expect(shown()).toEqual(['one', 'two', 'second']);
    expect(state().announcement).toBe('Message deleted. Undo brings it back.');
    await session.undoDelete();
    expect(shown()).toEqual(['one', 'first', 'two', 'second']);
    const rows = await repository.loadMessages(conversationId);
    expect(rows.map(({ removals }) => removals)).toContain(2);
    expect(state().lastDeleted).toEqual([]);
  });

  test('a branch takes all below; after ten seconds the texts are gone and the server forgets', async () => {
    const { session, at, shown, clock, transport, repository, conversationId } = await twoTurns();
    const { replyId } = lastRun(at(3) as Extract<ReturnType<typeof at>, { role: 'assistant' }>).reply;
    await session.deleteMessage(at(2).id, 'branch');
    expect(shown()).toEqual(['one', 'first']);
    expect(transport.forgotten).toEqual([]);
    clock.advance(10_000);
    await Promise.resolve();
    expect(transport.forgotten).toEqual([replyId]);
    expect(JSON.stringify(await repository.loadMessages(conversationId))).not.toMatch(/two|second/);
    await session.undoDelete();
    expect(shown()).toEqual(['one', 'first']);
  });

  test('stops a reply that is being written there, and only that', async () => {
    const { session, send, transport, conversationId, at, state } = await twoTurns();
    await send('three', conversationId);
    (await transport.asked(3)).text('half');
    await session.deleteMessage(at(4).id, 'branch');
    expect(transport.stops).toHaveLength(1);
    expect(state().liveRuns.size).toBe(0);
  });

  test('does not lose what another tab asks meanwhile', async () => {
    const repository = createMemoryRepository();
    const one = createTestSession({ repository });
    await one.session.ready;
    const { conversationId } = await one.send('one');
    await answerWith(one, 1, 'first');
    let ids = 0;
    const other = createTestSession({ repository, newId: () => `other-${String((ids += 1)).padStart(4, '0')}` });
    await other.session.ready;
    await expect.poll(async () => JSON.stringify(await repository.loadMessages(conversationId))).toContain('done');
    await other.session.openConversation(conversationId);
    const answer = one.path(conversationId)[1];
    if (!answer) throw new Error('There is an answer.');
    await one.session.deleteMessage(answer.id, 'branch');
    await other.send('meanwhile', conversationId);
    const third = createTestSession({ repository });
    await third.session.openConversation(conversationId);
    expect(third.texts(conversationId)).toEqual(['one', 'meanwhile', '']);
  });
});

describe('[N33] versions that differ', () => {
  test('[C12] an instruction is kept with the version, and sent after the one that it is about', async () => {
    const { session, at, transport, shown } = await twoTurns();
    await session.regenerate(at(3).id, MODEL, ' shorter ');
    const { request } = await transport.asked(3);
    const turns = request.messages.map(({ role, parts }) => [
      role,
      parts.map((part) => ('text' in part ? part.text : '')).join(''),
    ]);
    expect(turns.slice(0, 4)).toEqual([
      ['user', 'one'],
      ['assistant', 'first'],
      ['user', 'two'],
      ['assistant', 'second'],
    ]);
    expect(turns[4]?.[1]).toContain('shorter');
    const version = at(3);
    expect(version.role === 'assistant' && lastRun(version).instruction).toBe('shorter');
    expect(shown()).toEqual(['one', 'first', 'two', '']);
  });

  test('[C14] an answer that a person has changed is a version, and what a model is sent', async () => {
    const { session, at, shown, send, transport, conversationId } = await twoTurns();
    expect(await session.editAnswer(at(3).id, 'mine')).toEqual({ status: 'kept', conversationId });
    expect(at(3)).toMatchObject({ role: 'assistant', edited: true });
    expect(shown()).toEqual(['one', 'first', 'two', 'mine']);
    await send('three', conversationId);
    expect(JSON.stringify((await transport.asked(3)).request.messages)).toContain('mine');
    expect(await session.editAnswer(at(3).id, ' ')).toMatchObject({ status: 'refused' });
  });

  test('[C13] a branch is a chat of its own with other names', async () => {
    const { session, at, texts, state, path, conversationId } = await twoTurns();
    const outcome = await session.branch(at(1).id);
    if (outcome.status !== 'kept') throw new Error(outcome.error.message);
    expect(outcome.conversationId).not.toBe(conversationId);
    expect(texts(outcome.conversationId)).toEqual(['one', 'first']);
    expect(state().conversations.get(outcome.conversationId)?.title).toBe('one (branch)');
    const names = new Set([...path(conversationId), ...path(outcome.conversationId)].map(({ id }) => id));
    expect(names.size).toBe(6);
    expect(path(outcome.conversationId).map(textOf)).toEqual(['one', 'first']);
  });

  test('without a question above nothing is asked, and it is said why', async () => {
    const { session, at } = await twoTurns();
    await session.deleteMessage(at(0).id, 'message');
    expect(await session.regenerate(at(0).id, MODEL)).toMatchObject({
      status: 'refused',
      error: { message: 'There is no question above this answer any more.' },
    });
  });
});
