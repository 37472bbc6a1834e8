import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { describe, expect, test, vi } from 'vitest';
import { SCHEMA_VERSION } from '../../src/persistence/indexedDbMigrations.ts';
import { createIndexedDbRepository } from '../../src/persistence/indexedDbRepository.ts';
import { readRawRows } from '../../src/persistence/readRawRows.ts';
import { describeChangedChats } from '../contracts/changedChats.ts';
import { describeConversationRepository } from '../contracts/conversationRepository.ts';
import { describeDeletions } from '../contracts/deletions.ts';
import { describeImportedRows } from '../contracts/importedRows.ts';
import {
  answer,
  attachment,
  conversation,
  conversationId,
  draft,
  growingAnswer,
  pieceOf,
  question,
  replyId,
  run,
} from './rows.ts';

let made = 0;
const newName = (): string => `chats-${(made += 1)}`;

describeConversationRepository('chats in IndexedDB', () => createIndexedDbRepository({ name: newName() }));
describeImportedRows('chats in IndexedDB', () => createIndexedDbRepository({ name: newName() }));
describeChangedChats('IndexedDB', () => createIndexedDbRepository({ name: newName() }));
describeDeletions('IndexedDB', () => createIndexedDbRepository({ name: newName() }));

describe('the database', () => {
  test('[P2] chats are there again when the page is', async () => {
    const name = newName();
    const before = createIndexedDbRepository({ name });
    await before.save({ conversations: [conversation('a')], messages: [question('q1', 'a')] }, 'strict');
    before.close();
    const after = createIndexedDbRepository({ name });
    expect(await after.loadConversations()).toEqual([conversation('a')]);
    expect(await after.loadMessages(conversationId('a'))).toEqual([question('q1', 'a')]);
    after.close();
  });

  test('[P2] rows are written together or not at all', async () => {
    const repository = createIndexedDbRepository({ name: newName() });
    const asked = question('q1', 'a');
    // What cannot be cloned cannot be stored.
    const unstorable = { ...asked, parts: [() => undefined] } as unknown as typeof asked;
    const saved = repository.save({ conversations: [conversation('a')], messages: [unstorable] }, 'strict');
    await expect(saved).rejects.toMatchObject({ name: 'StorageError', code: 'failed' });
    expect(await repository.loadConversations()).toEqual([]);
    repository.close();
  });

  test('[P2] the durability that was asked for is that of the transaction', async () => {
    const repository = createIndexedDbRepository({ name: newName() });
    await repository.loadConversations();
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await repository.save({ conversations: [conversation('a')] }, 'strict');
    await repository.save({ conversations: [conversation('a')] }, 'relaxed');
    expect(transaction.mock.calls.map(([, , options]) => options?.durability)).toEqual(['strict', 'relaxed']);
    repository.close();
  });

  test('[P3] a row that cannot be read is left out and left alone', async () => {
    const name = newName();
    const repository = createIndexedDbRepository({ name });
    const asked = question('q1', 'a');
    await repository.save({ conversations: [conversation('a')], messages: [asked, answer('m1', asked)] }, 'strict');
    repository.close();
    const raw = await openDB(name);
    const broken = { id: 'm2', conversationId: 'a', parentId: 'q1', createdAtMs: 'yesterday', order: 3, role: 'user' };
    await raw.put('conversations', { id: 'b', title: 7 });
    await raw.put('messages', broken);
    raw.close();
    const again = createIndexedDbRepository({ name });
    expect(await again.loadConversations()).toEqual([conversation('a')]);
    expect(await again.loadMessages(conversationId('a'))).toHaveLength(2);
    again.close();
    const after = await openDB(name);
    expect(await after.get('messages', 'm2')).toEqual(broken);
    after.close();
  });

  test('[P17] a message of which only the place can be read has a placeholder there, which is never written over it', async () => {
    const name = newName();
    const repository = createIndexedDbRepository({ name });
    const asked = question('q1', 'a');
    const said = answer('m1', asked);
    const next = question('q2', 'a', { parentId: said.id, order: 3 });
    await repository.save({ conversations: [conversation('a')], messages: [asked, said, next] }, 'strict');
    repository.close();
    const raw = await openDB(name);
    const broken = { ...said, runs: 'lost' };
    await raw.put('messages', broken);
    raw.close();
    const again = createIndexedDbRepository({ name });
    const messages = await again.loadMessages(conversationId('a'));
    expect(messages.map(({ id }) => id).toSorted()).toEqual(['m1', 'q1', 'q2']);
    expect(messages.find(({ id }) => id === 'm1')).toMatchObject({ role: 'assistant', parentId: 'q1' });
    await again.save({ messages }, 'strict');
    again.close();
    const { version, tables } = await readRawRows(name);
    expect(version).toBe(SCHEMA_VERSION);
    expect(tables['messages']).toContainEqual(broken);
  });

  test('[P18] every row of a newer schema can be had as it stands', async () => {
    const name = newName();
    const newer = await openDB(name, SCHEMA_VERSION + 5, {
      upgrade: (database) => void database.createObjectStore('scrolls', { keyPath: 'id' }),
    });
    await newer.put('scrolls', { id: 1, anything: ['at', 'all'] });
    newer.close();
    expect(await readRawRows(name)).toEqual({
      version: SCHEMA_VERSION + 5,
      tables: { scrolls: [{ id: 1, anything: ['at', 'all'] }] },
    });
  });

  test('[P18] the bytes of attachments are in it as base64', async () => {
    const name = newName();
    const repository = createIndexedDbRepository({ name });
    const { hash } = attachment('').part;
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
    await repository.save({ attachments: [{ hash, blob: new Blob([bytes]) }] }, 'strict');
    repository.close();
    const { tables } = await readRawRows(name);
    expect(tables['attachments']).toEqual([{ hash, blob: { base64: Buffer.from(bytes).toString('base64') } }]);
  });

  test('[P10] what a reply has grown by is a row of its own, and the message is written again only at the end', async () => {
    const name = newName();
    const repository = createIndexedDbRepository({ name });
    const asked = question('q1', 'a');
    await repository.save(
      { conversations: [conversation('a')], messages: [asked, growingAnswer('m1', asked)] },
      'strict',
    );
    await repository.append([pieceOf('m1', 3, 'Hel')]);
    await repository.append([pieceOf('m1', 5, 'lo')]);
    const raw = await openDB(name);
    expect(await raw.getAllKeys('chunks')).toEqual([
      [replyId('reply-m1'), 1],
      [replyId('reply-m1'), 4],
    ]);
    expect(await raw.get('messages', 'm1')).toMatchObject({ runs: [{ reply: { seq: 0, parts: [] } }] });
    const ended = answer('m1', asked, { runs: [run('reply-m1', { status: 'stopped' }, 'Hello')] });
    await repository.save({ messages: [ended], onlyStored: true }, 'relaxed');
    expect(await raw.getAll('chunks')).toEqual([]);
    expect(await raw.get('messages', 'm1')).toEqual(ended);
    await repository.append([pieceOf('m1', 9, 'late')]);
    expect(await raw.getAll('chunks')).toEqual([]);
    raw.close();
    repository.close();
  });

  test('[P14] a draft is written and committed at once: a page that goes away waits for nothing', async () => {
    const repository = createIndexedDbRepository({ name: newName() });
    await repository.loadConversations();
    const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
    const saved = repository.saveDrafts([draft('new', 'Hel')]);
    for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
    expect(commit).toHaveBeenCalledTimes(1);
    await saved;
    repository.close();
  });

  test('[P10] pieces are written relaxed', async () => {
    const repository = createIndexedDbRepository({ name: newName() });
    await repository.loadConversations();
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await repository.append([pieceOf('m1', 3, 'Hel')]);
    expect(transaction.mock.calls.map(([, , options]) => options?.durability)).toEqual(['relaxed']);
    repository.close();
  });

  test('[I23] a chat whose row cannot be read is there: nothing is staged into it', async () => {
    const name = newName();
    const repository = createIndexedDbRepository({ name });
    await repository.loadConversations();
    const raw = await openDB(name);
    await raw.put('conversations', { id: 'a', title: 7 });
    raw.close();
    expect(await repository.stage([question('q1', 'a'), question('q2', 'b')])).toEqual(['q2']);
    await repository.removeStaged();
    expect(await repository.loadMessages(conversationId('a'), conversationId('b'))).toEqual([]);
    repository.close();
  });

  test('[P12] nothing of a deleted chat stays in any table', async () => {
    const name = newName();
    const repository = createIndexedDbRepository({ name });
    const asked = question('q1', 'a');
    await repository.save(
      { conversations: [conversation('a')], messages: [asked, growingAnswer('m1', asked)] },
      'strict',
    );
    await repository.append([pieceOf('m1', 3, 'Hel')]);
    await repository.saveDrafts([draft(conversationId('a'), 'More'), draft(`edit:${asked.id}`, 'Changed')]);
    await repository.deleteConversation(conversationId('a'));
    await repository.append([pieceOf('m1', 6, 'lo')]);
    const raw = await openDB(name);
    for (const table of raw.objectStoreNames) expect(await raw.count(table)).toBe(0);
    raw.close();
    repository.close();
  });

  test('[P3] of a deletion that cannot be read nothing is taken for one, and of its names those that are none are left out', async () => {
    const name = newName();
    const repository = createIndexedDbRepository({ name });
    const deletions = await repository.deletions();
    expect(await deletions.load()).toEqual([]);
    const raw = await openDB(name);
    const whole = { id: 'b', undoUntilMs: 5, messageIds: ['m1', 7], replyIds: ['reply-m1', 'no reply'] };
    for (const row of [{ id: 'a' }, whole, { ...whole, id: 'c', replyIds: 'all' }]) await raw.put('deletions', row);
    expect(await deletions.load()).toEqual([{ ...whole, messageIds: ['m1'], replyIds: ['reply-m1'] }]);
    expect(await deletions.end('a')).toEqual([]);
    expect(await raw.get('deletions', 'a')).toEqual({ id: 'a' });
    raw.close();
    repository.close();
  });

  test('[P7] a browser without storage is unavailable', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await expect(createIndexedDbRepository().loadConversations()).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('[P7] a full disk says so, and the next write is tried', async () => {
    const repository = createIndexedDbRepository({ name: newName() });
    await repository.loadConversations();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('no space', 'QuotaExceededError');
    });
    await expect(repository.save({ conversations: [conversation('a')] }, 'strict')).rejects.toMatchObject({
      code: 'full',
    });
    await repository.save({ conversations: [conversation('a')] }, 'strict');
    expect(await repository.loadConversations()).toHaveLength(1);
    repository.close();
  });

  test('[P7] chats of a newer version are not touched', async () => {
    const name = newName();
    const newer = await openDB(name, SCHEMA_VERSION + 1);
    newer.close();
    const repository = createIndexedDbRepository({ name });
    await expect(repository.loadConversations()).rejects.toMatchObject({ code: 'newer-schema' });
  });

  test('[P7] an older page that holds the database and does not let go is named', async () => {
    const name = newName();
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(function open(this: IDBFactory) {
      // An older page holds version 0.5 of the schema, as far as this one can tell: it is told that it has to wait.
      const request = indexedDB.open(name);
      queueMicrotask(() => request.dispatchEvent(new IDBVersionChangeEvent('blocked')));
      return request;
    });
    const repository = createIndexedDbRepository({ name });
    await expect(repository.loadConversations()).rejects.toMatchObject({ code: 'blocked' });
  });

  test('[P7] a page that holds the database lets go for a newer one, and says so afterwards', async () => {
    const name = newName();
    const repository = createIndexedDbRepository({ name });
    await repository.loadConversations();
    const newer = await openDB(name, SCHEMA_VERSION + 1);
    newer.close();
    const saved = repository.save({ conversations: [conversation('a')] }, 'strict');
    await expect(saved).rejects.toMatchObject({ code: 'newer-schema' });
  });
});

describe('a database that the browser closes', () => {
  /** Gives the connections that are opened from now on. */
  function watchConnections(): readonly IDBDatabase[] {
    const opened: IDBDatabase[] = [];
    const { open } = IDBFactory.prototype;
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function watched(this: IDBFactory, ...args) {
      const request = open.apply(this, args);
      request.addEventListener('success', () => opened.push(request.result));
      return request;
    });
    return opened;
  }

  test.each([
    ['is opened again, and says so when what was stored is gone', true],
    ['is opened again, and says nothing when all is there', false],
  ])('[P16] %s', async (_case, isWiped) => {
    const name = newName();
    const connections = watchConnections();
    const repository = createIndexedDbRepository({ name });
    const onWiped = vi.fn<() => void>();
    repository.onWiped?.(onWiped);
    await repository.save({ conversations: [conversation('a')] }, 'strict');
    connections[0]?.close();
    if (isWiped) await deleteDB(name);
    connections[0]?.dispatchEvent(new IDBVersionChangeEvent('close'));
    await vi.waitFor(() => expect(connections.length).toBeGreaterThan(1));
    expect(await repository.loadConversations()).toHaveLength(isWiped ? 0 : 1);
    expect(onWiped).toHaveBeenCalledTimes(isWiped ? 1 : 0);
    await repository.save({ conversations: [conversation('b')] }, 'strict');
    repository.close();
  });
});
