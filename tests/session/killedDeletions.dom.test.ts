import { afterEach, describe, expect, test, vi } from 'vitest';
import { textOf } from '../../src/conversation/Message.ts';
import { StorageError } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import * as sharedLocks from '../../src/session/tabs/sharedLocks.ts';
import { loneLocks } from '../../src/session/tabs/loneLocks.ts';
import { answer, attachment, conversation, question, replyId } from '../persistence/rows.ts';
import { createTestSession } from './createTestSession.ts';

const UNDO_MS = 10_000;
const CHAT = conversation('chat-a');
const ASKED = question('q1', CHAT.id, { parts: [attachment('file').part, { type: 'text', text: 'Look' }] });
const ANSWER = answer('m1', ASKED);
const REPLY = replyId('reply-m1');

afterEach(() => vi.restoreAllMocks());

/** A disk with one chat. */
async function createDisk() {
  const repository = createMemoryRepository();
  const rows = { conversations: [CHAT], messages: [ASKED, ANSWER], attachments: [attachment('file').stored] };
  await repository.save(rows, 'strict');
  return repository;
}

/** A tab in which the chat is open. One that is never closed is as good as killed where tabs share no locks. */
async function openTab(repository: ReturnType<typeof createMemoryRepository>) {
  const tab = createTestSession({ repository });
  await tab.session.ready;
  await tab.session.openConversation(CHAT.id);
  return tab;
}

/** The text and the files of the chat on the disk. */
async function stored(repository: ReturnType<typeof createMemoryRepository>) {
  const messages = await repository.loadMessages(CHAT.id);
  return { texts: messages.map(textOf), files: await repository.countAttachments() };
}

describe('[N44] what a killed page has deleted', () => {
  test.each(['message', 'branch'] as const)('goes with the next start: a %s', async (extent) => {
    const repository = await createDisk();
    const killed = await openTab(repository);
    await killed.session.deleteMessage(ASKED.id, extent);
    expect(await stored(repository)).toMatchObject({ texts: ['Look', 'An answer.'], files: 1 });
    const next = createTestSession({ repository });
    await next.session.ready;
    // Over plain http another tab may offer Undo for ten seconds.
    await vi.waitFor(() => expect(next.clock.waiting).toBeGreaterThan(0));
    expect(await stored(repository)).toMatchObject({ files: 1 });
    next.clock.advance(UNDO_MS);
    const isBranch = extent === 'branch';
    const left = { texts: ['', isBranch ? '' : 'An answer.'], files: 0 };
    await vi.waitFor(async () => expect(await stored(repository)).toEqual(left));
    expect(next.transport.forgotten).toEqual(isBranch ? [REPLY] : []);
    await vi.waitFor(async () => expect(await repository.countDeletions()).toBe(0));
    await next.session.close();
  });

  test('goes with the next start: a chat', async () => {
    const repository = await createDisk();
    const killed = await openTab(repository);
    await killed.session.deleteConversation(CHAT.id);
    const next = createTestSession({ repository });
    await next.session.ready;
    await vi.waitFor(() => expect(next.clock.waiting).toBeGreaterThan(0));
    expect(next.transport.forgotten).toEqual([]);
    next.clock.advance(UNDO_MS);
    await vi.waitFor(async () => expect(await repository.countDeletions()).toBe(0));
    expect(next.transport.forgotten).toEqual([REPLY]);
    await vi.waitFor(async () => expect(await repository.countAttachments()).toBe(0));
    await next.session.close();
  });

  test('is left alone while another tab offers Undo, whatever the clock says, and stays when that is taken', async () => {
    vi.spyOn(sharedLocks, 'sharedLocks').mockReturnValue(loneLocks());
    const repository = await createDisk();
    const offering = await openTab(repository);
    await offering.session.deleteMessage(ANSWER.id, 'message');
    const next = await openTab(repository);
    next.clock.advance(2 * UNDO_MS);
    await vi.waitFor(() => expect(next.state().storage.status).toBe('saved'));
    expect(await stored(repository)).toMatchObject({ texts: ['Look', 'An answer.'] });
    await offering.session.undoDelete();
    await vi.waitFor(async () => expect(await repository.countDeletions()).toBe(0));
    expect(await stored(repository)).toEqual({ texts: ['Look', 'An answer.'], files: 1 });
    expect([...offering.transport.forgotten, ...next.transport.forgotten]).toEqual([]);
    await next.session.close();
    await offering.session.close();
  });

  test('goes as soon as the tab that offered Undo does, in a tab that is there', async () => {
    const locks = loneLocks();
    vi.spyOn(sharedLocks, 'sharedLocks').mockReturnValue(locks);
    const repository = await createDisk();
    const deletions = await repository.deletions();
    const killed = await locks.tryHold('rivulet-deletion-killed');
    await deletions.takeChats([CHAT.id], { id: 'killed', undoUntilMs: 0 });
    const next = createTestSession({ repository });
    await next.session.ready;
    await vi.waitFor(async () => expect(await locks.tryHold('rivulet-deletion-killed')).toBeUndefined());
    expect(next.transport.forgotten).toEqual([]);
    killed?.();
    await vi.waitFor(() => expect(next.transport.forgotten).toEqual([REPLY]));
    await vi.waitFor(async () => expect(await repository.countDeletions()).toBe(0));
    await next.session.close();
  });
});

test('[N44] what the disk refuses to end is noted still, and ended by the next start', async () => {
  const repository = await createDisk();
  const tab = await openTab(repository);
  await tab.session.deleteMessage(ANSWER.id, 'message');
  const { deletions } = repository;
  repository.deletions = async () => ({
    ...(await deletions()),
    end: () => Promise.reject(new StorageError('failed', 'No.')),
  });
  tab.clock.advance(UNDO_MS);
  await vi.waitFor(() => expect(tab.state().storage).toEqual({ status: 'memory-only', reason: 'No.' }));
  await tab.session.close();
  repository.deletions = deletions;
  expect(await stored(repository)).toMatchObject({ texts: ['Look', 'An answer.'] });
  const next = createTestSession({ repository });
  await next.session.ready;
  await vi.waitFor(() => expect(next.clock.waiting).toBeGreaterThan(0));
  next.clock.advance(UNDO_MS);
  await vi.waitFor(async () => expect(await stored(repository)).toMatchObject({ texts: ['Look', ''] }));
  await next.session.close();
});

test('[N32] a message whose deletion the disk refused is gone there with the end of Undo', async () => {
  const repository = await createDisk();
  const tab = await openTab(repository);
  const { deletions } = repository;
  repository.deletions = async () => ({
    ...(await deletions()),
    removeMessages: () => Promise.reject(new StorageError('failed', 'No.')),
  });
  await tab.session.deleteMessage(ANSWER.id, 'message');
  expect(tab.state().storage).toEqual({ status: 'memory-only', reason: 'No.' });
  tab.clock.advance(UNDO_MS);
  await vi.waitFor(async () => expect(await stored(repository)).toMatchObject({ texts: ['Look', ''] }));
  expect(tab.transport.forgotten).toEqual([REPLY]);
  await tab.session.close();
});

describe('[N45] a reply that the server is to forget', () => {
  /** A chat that was deleted for good while the server could not be reached. */
  async function deleteUnheard() {
    const repository = await createDisk();
    const tab = await openTab(repository);
    tab.transport.answerForgets('unreachable');
    await tab.session.deleteConversation(CHAT.id);
    tab.clock.advance(UNDO_MS);
    await vi.waitFor(() => expect(tab.transport.forgotten).toHaveLength(1));
    await vi.waitFor(() => expect(tab.clock.waiting).toBe(1));
    return { ...tab, repository };
  }

  test('is asked for again when the page is woken and every ten seconds, until the server has taken note', async () => {
    const { session, repository, transport, clock } = await deleteUnheard();
    window.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(transport.forgotten).toHaveLength(2));
    await vi.waitFor(() => expect(clock.waiting).toBe(1));
    transport.answerForgets('acknowledged');
    clock.advance(10_000);
    await vi.waitFor(async () => expect(await repository.countDeletions()).toBe(0));
    expect(transport.forgotten).toEqual([REPLY, REPLY, REPLY]);
    window.dispatchEvent(new Event('online'));
    clock.advance(60_000);
    expect(transport.forgotten).toHaveLength(3);
    await session.close();
  });

  test('is asked for again on the next visit', async () => {
    const { session, repository } = await deleteUnheard();
    await session.close();
    const next = createTestSession({ repository });
    await next.session.ready;
    await vi.waitFor(() => expect(next.transport.forgotten).toEqual([REPLY]));
    await vi.waitFor(async () => expect(await repository.countDeletions()).toBe(0));
    await next.session.close();
  });

  test('is not one of thousands that are asked for when the server takes note of none', async () => {
    const repository = createMemoryRepository();
    const messages = Array.from({ length: 250 }, (_, at) => answer(`a-${at}`, ASKED));
    await repository.save({ conversations: [CHAT], messages }, 'strict');
    const { session, transport, clock } = createTestSession({ repository });
    await session.ready;
    transport.answerForgets('unreachable');
    await session.deleteConversation(CHAT.id);
    clock.advance(UNDO_MS);
    await vi.waitFor(() => expect(clock.waiting).toBe(1));
    expect(transport.forgotten).toHaveLength(100);
    const [noted] = await (await repository.deletions()).load();
    expect(noted?.replyIds).toHaveLength(250);
    await session.close();
  });
});
