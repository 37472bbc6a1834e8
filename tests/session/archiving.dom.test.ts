import { expect, test, vi } from 'vitest';
import { ArchiveError } from '../../src/archive/ArchiveError.ts';
import { readImport } from '../../src/archive/readImport.ts';
import { purgedMessage, removedMessage } from '../../src/conversation/removedMessage.ts';
import { StorageError } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { answer, conversation, question, run } from '../persistence/rows.ts';
import type { Archiving } from '../../src/session/archiving.ts';
import { createTestSession } from './createTestSession.ts';

/** A session with two chats on its disk, the first of them open. */
async function withChats() {
  const repository = createMemoryRepository();
  const messages = ['a', 'b'].flatMap((id) => {
    const asked = question(`q-${id}`, `chat-${id}`);
    return [asked, answer(`a-${id}`, asked)];
  });
  await repository.save({ conversations: [conversation('chat-a'), conversation('chat-b')], messages }, 'strict');
  const made = createTestSession({ repository });
  await made.session.ready;
  const archiving = await made.session.loadArchiving();
  return { ...made, archiving, conversationId: conversation('chat-a').id };
}

function cancel({ imports }: Archiving): void {
  const state = imports.getState();
  if (state.status === 'running') state.cancel();
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

test('[I1] [I6] exported, wiped and imported, the chats are the same again, and the server had to forget them', async () => {
  const { archiving, repository, transport, state } = await withChats();
  const exported = await archiving.save();
  await archiving.wipe();
  expect(await repository.loadConversations()).toEqual([]);
  expect(state().conversations.size).toBe(0);
  expect(transport.forgotten).toEqual(['reply-a-a', 'reply-a-b']);
  const outcome = await archiving.bringIn(exported);
  expect(outcome).toEqual({ status: 'imported', chats: 2, messages: 4 });
  expect(state().conversations.size).toBe(2);
  expect(await bytesOf(await archiving.save())).toEqual(await bytesOf(exported));
});

test('[I6] a wipe has the server forget no reply that came from a file', async () => {
  const { archiving, repository, transport } = await withChats();
  const imported = answer('a-imported', question('q-a', 'chat-a'), {
    runs: [run('reply-imported', { status: 'done', finishReason: 'stop' }, 'Hello', { seq: 0 })],
  });
  const failed = answer('a-failed', question('q-a', 'chat-a'), { runs: [run('reply-failed', { status: 'stopped' })] });
  await repository.save({ messages: [imported, failed] }, 'strict');
  await archiving.wipe();
  expect(transport.forgotten.toSorted()).toEqual(['reply-a-a', 'reply-a-b', 'reply-failed']);
});

test('[I34] the text of a message that is deleted is in no file, also where no page saw the end of Undo', async () => {
  const { archiving, repository, conversationId } = await withChats();
  const asked = question('q-a', 'chat-a');
  await repository.save({ messages: [removedMessage(asked)] }, 'strict');
  expect(await (await archiving.saveChat(conversationId, 'json')).text()).not.toContain('Question q-a');
  const archived = readImport(await bytesOf(await archiving.save()));
  expect(archived.messages).toContainEqual(purgedMessage(removedMessage(asked)));
});

test('[I4] a chat that was used here since stays as it is, and what it lacks comes back', async () => {
  const { archiving, session, repository, texts, conversationId } = await withChats();
  const exported = await archiving.save();
  await session.openConversation(conversationId);
  await session.renameConversation(conversationId, 'Mine');
  const [chat] = await repository.loadConversations([conversationId]);
  if (chat) await repository.save({ conversations: [{ ...chat, updatedAtMs: 9000 }] }, 'strict');
  await archiving.bringIn(exported);
  expect(await repository.loadConversations([conversationId])).toMatchObject([{ title: 'Mine', updatedAtMs: 9000 }]);
  expect(texts(conversationId)).toEqual(['Question q-a', 'An answer.']);
});

test('[I4] what is cancelled, and what cannot be read, changes nothing and says so', async () => {
  const { archiving, repository } = await withChats();
  const exported = await archiving.save();
  await archiving.wipe();
  const stopCancelling = archiving.imports.subscribe(() => cancel(archiving));
  expect(await archiving.bringIn(exported)).toEqual({ status: 'cancelled' });
  stopCancelling();
  expect(await archiving.bringIn(new Blob(['no']))).toEqual({
    status: 'refused',
    message: 'This file is damaged.',
  });
  expect(await repository.loadConversations()).toEqual([]);
});

test('[I4] [I39] it says how far it is', async () => {
  const { archiving } = await withChats();
  const steps: string[] = [];
  const exported = await archiving.save();
  archiving.imports.subscribe((state) => {
    steps.push(
      state.status === 'running' ? `${state.progress.step} ${state.progress.share ?? ''}`.trim() : state.status,
    );
  });
  await archiving.bringIn(exported);
  expect(steps).toEqual(['reading 0', 'reading 1', 'unpacking', 'storing 0', 'storing 1', 'ended']);
});

test('[I4] one that is cancelled while it is stored, or that the disk refuses, leaves nothing, also of what was staged', async () => {
  const { archiving, repository, conversationId } = await withChats();
  const exported = await archiving.save();
  await archiving.wipe();
  const { saveStaged } = repository;
  repository.saveStaged = () => Promise.reject(new StorageError('full', 'No space.'));
  expect(await archiving.bringIn(exported)).toEqual({
    status: 'refused',
    message: 'No space. Nothing was imported.',
  });
  repository.saveStaged = saveStaged;
  expect(await repository.loadMessages(conversationId)).toEqual([]);
  const { stage } = repository;
  repository.stage = (messages) => {
    cancel(archiving);
    return stage(messages);
  };
  expect(await archiving.bringIn(exported)).toEqual({ status: 'cancelled' });
  expect(await repository.loadMessages(conversationId)).toEqual([]);
  repository.stage = stage;
  expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported' });
});

test('[I4] while one is under way, a second is refused in words', async () => {
  const { archiving } = await withChats();
  const exported = await archiving.save();
  const [first, second] = await Promise.all([archiving.bringIn(exported), archiving.bringIn(exported)]);
  expect(first).toMatchObject({ status: 'imported' });
  expect(second).toEqual({ status: 'refused', message: 'Another import is under way. Wait for its end.' });
  expect(archiving.imports.getState()).toEqual({ status: 'ended', outcome: first });
});

test('[I4] one that is begun while leftovers are removed waits for that', async () => {
  const { archiving, repository } = await withChats();
  const exported = await archiving.save();
  const removing = Promise.withResolvers<void>();
  vi.spyOn(repository, 'removeStaged').mockImplementationOnce(() => removing.promise);
  // Two parts of the dialog look for leftovers.
  const tidied = Promise.all([archiving.tidy(), archiving.tidy()]);
  const imported = archiving.bringIn(exported);
  await Promise.race([imported, new Promise((resolve) => void setTimeout(resolve))]);
  removing.resolve();
  expect(await imported).toMatchObject({ status: 'imported' });
  await tidied;
});

test('[I4] what is there already is not written again', async () => {
  const { archiving, repository } = await withChats();
  const exported = await archiving.save();
  const saved = vi.spyOn(repository, 'saveStaged');
  await archiving.bringIn(exported);
  expect(saved.mock.calls.map(([change]) => change.messages)).toEqual([[]]);
});

test('[I4] what another tab wipes or deletes meanwhile is there whole after an import, or not at all', async () => {
  const { archiving, repository, conversationId } = await withChats();
  const exported = await archiving.save();
  const { stage, loadMessages } = repository;
  const other = createTestSession({ repository });
  const wiping = await other.session.loadArchiving();
  repository.loadMessages = async (...ids) => {
    const messages = await loadMessages(...ids);
    repository.loadMessages = loadMessages;
    await repository.deleteConversation(conversationId);
    return messages;
  };
  expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported' });
  expect(await repository.loadMessages(conversationId)).toHaveLength(2);
  await archiving.wipe();
  repository.stage = async (messages) => {
    repository.stage = stage;
    const staged = await stage(messages);
    await wiping.wipe();
    return staged;
  };
  expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported' });
  expect(await repository.loadMessages(conversationId)).toHaveLength(2);
});

test('[I4] an import that is on disk is not said to have failed when it cannot be shown', async () => {
  const { archiving, repository } = await withChats();
  const exported = await archiving.save();
  await archiving.wipe();
  const { saveStaged, loadConversations } = repository;
  repository.saveStaged = async (change) => {
    const saved = await saveStaged(change);
    repository.loadConversations = () => Promise.reject(new StorageError('failed', 'No answer.'));
    return saved;
  };
  expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported' });
  expect(await loadConversations()).toHaveLength(2);
});

test('[I4] a saving that the browser breaks off is not said to be a damaged file', async () => {
  const { session } = createTestSession({
    loadArchiveWorker: () =>
      Promise.resolve({
        startArchiveWorker: (_request, onAnswer) => {
          onAnswer({ kind: 'failed', code: 'broken-off' });
          return () => undefined;
        },
      }),
  });
  const archiving = await session.loadArchiving();
  await expect(archiving.save()).rejects.toMatchObject({ code: 'broken-off' });
});

test('[I4] an import for which no worker can be started says so, and the next is none that is refused', async () => {
  const { session } = createTestSession({
    loadArchiveWorker: () =>
      Promise.resolve({
        startArchiveWorker: () => {
          throw new DOMException('No worker here.', 'SecurityError');
        },
      }),
  });
  const archiving = await session.loadArchiving();
  const refused = { status: 'refused', message: new ArchiveError('broken-off').message };
  expect(await archiving.bringIn(new Blob(['x']))).toEqual(refused);
  expect(await archiving.bringIn(new Blob(['x']))).toEqual(refused);
  expect(archiving.imports.getState()).toEqual({ status: 'ended', outcome: refused });
});

test('[I20] of thousands of chats no more than 200 rows, and the messages of no more than 20, are asked of the disk at a time', async () => {
  const { archiving, repository, state } = await withChats();
  const conversations = Array.from({ length: 450 }, (_, at) => conversation(`chat-${at}`));
  await repository.save({ conversations }, 'strict');
  const chats = vi.spyOn(repository, 'loadConversations');
  const { loadMessages } = repository;
  const counts: number[] = [];
  repository.loadMessages = (...ids) => {
    counts.push(ids.length);
    return loadMessages(...ids);
  };
  const exported = await archiving.save();
  expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported', chats: 452 });
  expect(state().conversations.size).toBe(452);
  const asked = chats.mock.calls.map(([which]) => (which && 'length' in which ? which.length : 0));
  expect(Math.max(...asked)).toBe(200);
  expect(Math.max(...counts)).toBe(20);
});

test('[I20] a chat that is deleted while a library is saved is in the archive whole or not at all', async () => {
  const { archiving, repository, conversationId } = await withChats();
  const { loadConversations } = repository;
  repository.loadConversations = async (which) => {
    repository.loadConversations = loadConversations;
    const chats = await loadConversations(which);
    await repository.deleteConversation(conversationId);
    return chats;
  };
  const exported = await archiving.save();
  await archiving.wipe();
  expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported', chats: 1, messages: 2 });
});
