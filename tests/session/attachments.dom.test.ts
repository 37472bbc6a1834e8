import { describe, expect, test, vi } from 'vitest';
import { partsOf, textOf } from '../../src/conversation/Message.ts';
import { StorageError } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { exportWithFiles } from '../archive/exportWithFiles.ts';
import { attachment, conversation, question } from '../persistence/rows.ts';
import { createTestSession } from './createTestSession.ts';

const UNDO_MS = 10_000;

/** A session on a disk that has two chats, which share one attachment; the first has another one. */
async function withAttachments() {
  const repository = createMemoryRepository();
  const [shared, own] = [attachment('shared'), attachment('own')];
  const messages = [
    question('q-a', 'chat-a', { parts: [shared.part, own.part, { type: 'text', text: 'Look' }] }),
    question('q-b', 'chat-b', { parts: [shared.part] }),
  ];
  const conversations = [conversation('chat-a'), conversation('chat-b')];
  await repository.save({ conversations, messages, attachments: [shared.stored, own.stored] }, 'strict');
  const made = createTestSession({ repository });
  await made.session.ready;
  return { ...made, archiving: await made.session.loadArchiving(), chat: conversation('chat-a'), shared, own };
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** Waits for what follows the end of Undo. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
}

describe('[P61] what belongs to a deleted chat', () => {
  test('stays while Undo is offered, also where another tab tidies up, and goes with its end', async () => {
    const { session, repository, clock, chat, shared, own } = await withAttachments();
    await session.deleteConversation(chat.id);
    expect(await repository.countAttachments()).toBe(2);
    await repository.removeLooseAttachments();
    expect(await repository.countAttachments()).toBe(1);
    await session.undoDelete();
    const [found] = await repository.loadAttachments([own.part.hash]);
    expect(await found?.blob.text()).toBe('own');
    await session.deleteConversation(chat.id);
    clock.advance(UNDO_MS);
    await settle();
    expect(await repository.loadAttachments([own.part.hash, shared.part.hash])).toEqual([shared.stored]);
  });

  test('that is one message goes when its text goes', async () => {
    const { session, repository, clock, chat, own, path } = await withAttachments();
    await session.openConversation(chat.id);
    const [asked] = path(chat.id);
    if (!asked) throw new Error('Nothing is in sight.');
    await session.deleteMessage(asked.id, 'message');
    await repository.removeLooseAttachments();
    expect(await repository.countAttachments()).toBe(2);
    clock.advance(UNDO_MS);
    await settle();
    expect(await repository.loadAttachments([own.part.hash])).toEqual([]);
  });

  test('[P64] that is a message comes back with it, also when a tab that deleted it too has removed its files since', async () => {
    const first = await withAttachments();
    const second = createTestSession({ repository: first.repository });
    await second.session.ready;
    for (const { session } of [first, second]) await session.openConversation(first.chat.id);
    const [asked] = first.path(first.chat.id);
    const messageId = asked?.id ?? question('none', 'none').id;
    for (const { session } of [first, second]) await session.deleteMessage(messageId, 'message');
    first.clock.advance(UNDO_MS);
    await vi.waitFor(async () => expect(await first.repository.countAttachments()).toBe(1));
    await second.session.undoDelete();
    const [found] = await first.repository.loadAttachments([first.own.part.hash]);
    expect(await found?.blob.text()).toBe('own');
    expect((await first.repository.loadMessages(first.chat.id)).map(textOf)).toEqual(['Look']);
  });

  test('is copied with a branch by reference, and stays for it', async () => {
    const { session, repository, clock, chat, own, path } = await withAttachments();
    await session.openConversation(chat.id);
    const [asked] = path(chat.id);
    await session.branch(asked?.id ?? question('none', 'none').id);
    await session.deleteConversation(chat.id);
    clock.advance(UNDO_MS);
    await settle();
    expect(await repository.loadAttachments([own.part.hash])).toHaveLength(1);
  });
});

test('[C24] an edited question keeps its attachments, and they stay when the version before is deleted', async () => {
  const { session, repository, clock, chat, shared, own, path } = await withAttachments();
  await session.openConversation(chat.id);
  const [asked] = path(chat.id);
  if (!asked) throw new Error('Nothing is in sight.');
  await session.edit(asked.id, 'Look again', 'built-in/tiny');
  const [edited] = path(chat.id);
  expect(edited && partsOf(edited)).toEqual([{ type: 'text', text: 'Look again' }, shared.part, own.part]);
  await session.deleteMessage(asked.id, 'message');
  clock.advance(UNDO_MS);
  await settle();
  expect(await repository.loadAttachments([own.part.hash])).toHaveLength(1);
});

describe('[I29] attachments', () => {
  test('of an export are stored once however often it is imported, and come back byte for byte after a wipe', async () => {
    const { session, repository } = createTestSession();
    await session.ready;
    const archiving = await session.loadArchiving();
    const file = new Blob([new Uint8Array(exportWithFiles())]);
    expect(await archiving.bringIn(file)).toMatchObject({ status: 'imported' });
    expect(await archiving.countAttachments()).toBe(3);
    const exported = await archiving.save();
    expect(await archiving.bringIn(file)).toMatchObject({ status: 'imported' });
    expect(await bytesOf(await archiving.save())).toEqual(await bytesOf(exported));
    await archiving.wipe();
    expect(await repository.countAttachments()).toBe(0);
    expect(await archiving.bringIn(exported)).toMatchObject({ status: 'imported' });
    expect(await bytesOf(await archiving.save())).toEqual(await bytesOf(exported));
  });

  test('that were lost are there again after their file is imported once more', async () => {
    const { session, repository } = createTestSession();
    await session.ready;
    const archiving = await session.loadArchiving();
    const file = new Blob([new Uint8Array(exportWithFiles())]);
    const { stage } = repository;
    repository.stage = (messages) => stage(messages);
    await archiving.bringIn(file);
    expect(await archiving.countAttachments()).toBe(0);
    repository.stage = stage;
    expect(await archiving.bringIn(file)).toMatchObject({ status: 'imported' });
    expect(await archiving.countAttachments()).toBe(3);
  });

  test('of an import that is cancelled or refused are not left', async () => {
    const { session, repository } = createTestSession();
    await session.ready;
    const archiving = await session.loadArchiving();
    const file = new Blob([new Uint8Array(exportWithFiles())]);
    const { saveStaged, stage } = repository;
    repository.saveStaged = () => Promise.reject(new StorageError('full', 'No space.'));
    expect(await archiving.bringIn(file)).toMatchObject({ status: 'refused' });
    expect(await repository.countAttachments()).toBe(0);
    repository.saveStaged = saveStaged;
    repository.stage = async (messages, attachments) => {
      const staged = await stage(messages, attachments);
      const state = archiving.imports.getState();
      if (state.status === 'running') state.cancel();
      return staged;
    };
    expect(await archiving.bringIn(file)).toEqual({ status: 'cancelled' });
    expect(await repository.countAttachments()).toBe(0);
  });
});

test('[I28] an attachment whose bytes the browser has lost is not there, so that saving it says so', async () => {
  const { archiving, repository, own } = await withAttachments();
  expect(await (await archiving.loadAttachment(own.part.hash))?.text()).toBe('own');
  const lost = Object.assign(new Blob(['own']), {
    slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }),
  });
  await repository.save({ attachments: [{ hash: own.part.hash, blob: lost }] }, 'strict');
  expect(await archiving.loadAttachment(own.part.hash)).toBeUndefined();
});
