import { expect, test } from 'vitest';
import type { ConversationId } from '../../../src/conversation/Message.ts';
import type { ConversationRepository } from '../../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../../src/persistence/memoryRepository.ts';
import { createRereading } from '../../../src/session/tabs/createRereading.ts';
import { createChatStore } from '../../../src/store/chatStore.ts';
import { conversation, question } from '../../persistence/rows.ts';

/** What is read again by a tab that has the chats of the disk in its list and two of them open, and before each of its readings of messages. */
async function withChats(count: number, beforeLoading: (id: ConversationId | undefined) => Promise<void>) {
  const repository = createMemoryRepository();
  const chats = Array.from({ length: count }, (_, at) => conversation(`c${at}`));
  await repository.save({ conversations: chats, messages: chats.map(({ id }) => question(`q-${id}`, id)) }, 'strict');
  const watched: ConversationRepository = {
    ...repository,
    async loadMessages(...ids) {
      await beforeLoading(ids[0]);
      return repository.loadMessages(...ids);
    },
  };
  const store = createChatStore();
  store.putConversations(chats);
  for (const { id } of chats.slice(0, 2)) store.openThread(id, []);
  const errors: unknown[] = [];
  const rereading = createRereading({
    store,
    storage: {
      repository: watched,
      isLasting: true,
      open: () => Promise.resolve([]),
      report: (error) => errors.push(error),
    },
    keeper: { readQueue: () => Promise.resolve(), letGo: () => undefined },
    onAnswer: () => undefined,
    onGone: () => undefined,
  });
  return { rereading, store, repository, errors, ids: chats.map(({ id }) => id) };
}

test('[G4] a chat that is renamed here while many are read again keeps its name, also in what is read then', async () => {
  let reading = 0;
  const made = await withChats(2, async () => {
    reading += 1;
    if (reading !== 1) return;
    const renamed = conversation('c1', { title: 'Named' });
    made.store.putConversations([renamed]);
    await made.repository.save({ conversations: [renamed] }, 'strict');
  });
  const { rereading, store, ids } = made;
  await rereading.read(...ids);
  expect(ids.map((id) => store.getState().conversations.get(id)?.title)).toEqual(['Chat c0', 'Named']);
  expect(ids.map((id) => store.getState().threads.get(id)?.size)).toEqual([1, 1]);
});

test('[G4] a chat that is renamed here while it is read itself keeps its name', async () => {
  const made = await withChats(1, () => {
    made.store.putConversations([conversation('c0', { title: 'Named' })]);
    return Promise.resolve();
  });
  const { rereading, store, ids } = made;
  await rereading.read(...ids);
  expect(ids.map((id) => store.getState().conversations.get(id)?.title)).toEqual(['Named']);
});

test('[G4] chats that could not be read again are read with the next that is told of', async () => {
  let fails = true;
  const { rereading, store, errors, ids } = await withChats(2, () =>
    fails ? Promise.reject(new Error('Gone.')) : Promise.resolve(),
  );
  const [first, second] = ids;
  if (!first || !second) throw new Error('Two chats are needed.');
  await rereading.read(first, second);
  expect(errors).toHaveLength(1);
  fails = false;
  await rereading.read(first);
  expect(store.getState().threads.get(second)?.size).toBe(1);
});

test('[I20] what is told of alone does not wait for the thousands of an import', async () => {
  const order: (ConversationId | undefined)[] = [];
  const made = await withChats(450, (id) => {
    order.push(id);
    if (order.length === 30 && last) void made.rereading.read(last);
    return Promise.resolve();
  });
  const last = made.ids.at(-1);
  await made.rereading.read(...made.ids);
  expect(order.indexOf(last)).toBeGreaterThanOrEqual(30);
  expect(order.indexOf(last)).toBeLessThan(60);
  expect(new Set(order)).toEqual(new Set(made.ids));
});

test('[I20] thousands of chats that are gone leave the list in one step', async () => {
  const { rereading, store, repository, ids } = await withChats(450, () => Promise.resolve());
  await repository.deleteConversation(...ids);
  const sizes: number[] = [];
  store.subscribe(({ conversations }) => sizes.push(conversations.size));
  await rereading.read(...ids);
  expect(sizes).toEqual([0]);
});
