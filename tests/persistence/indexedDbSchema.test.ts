import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { openDB, type IDBPDatabase } from 'idb';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../../protocol/parts.ts';
import { createIndexedDbRepository } from '../../src/persistence/indexedDbRepository.ts';
import { attachment, conversationId, messageId, question, replyId } from './rows.ts';

describe('the schema', () => {
  test('[P8] rows of version 1 are read by this page', async () => {
    const rows = await readFixture(1);
    const repository = await createStored(1, rows, (database) => {
      database.createObjectStore('conversations', { keyPath: 'id' });
      const messages = database.createObjectStore('messages', { keyPath: 'id' });
      messages.createIndex('conversationId', 'conversationId');
      messages.createIndex('unfinished', 'unfinished');
    });
    const conversations = await repository.loadConversations();
    expect(conversations.map(({ title }) => title).toSorted()).toEqual(['Renamed by hand', 'What is a rivulet?']);
    const messages = await repository.loadMessages(conversationId('c-branches-0001'));
    const stored = rows['messages'] ?? [];
    expect(messages).toHaveLength(stored.length - 1);
    expect(messages).toEqual(expect.arrayContaining(stored.slice(0, -1).map(withoutMark)) as unknown);
    const [unfinished] = await repository.loadUnfinished();
    expect(unfinished?.id).toBe(messageId('m-growing-00001'));
    expect(await repository.loadDrafts()).toEqual([]);
    expect(await repository.loadStops()).toEqual([]);
    repository.close();
  });

  test('[P8] rows of version 2 are read by this page', async () => {
    const rows = await readFixture(2);
    const repository = await createStored(2, rows, (database) => {
      database.createObjectStore('conversations', { keyPath: 'id' });
      const messages = database.createObjectStore('messages', { keyPath: 'id' });
      messages.createIndex('conversationId', 'conversationId');
      messages.createIndex('unfinished', 'unfinished');
      database.createObjectStore('chunks', { keyPath: ['replyId', 'seq'] });
      database.createObjectStore('drafts', { keyPath: 'key' });
      database.createObjectStore('stops', { keyPath: 'replyId' });
    });
    const [growing] = await repository.loadUnfinished();
    expect(growing).toMatchObject({
      id: 'm-growing-00001',
      runs: [
        {
          reply: {
            seq: 9,
            parts: [
              { type: 'text', text: 'Streams are' },
              { type: 'tool-call', argumentsText: '{}' },
            ],
          },
        },
      ],
    });
    const messages = await repository.loadMessages(conversationId('c-branches-0001'));
    expect(messages).toContainEqual(growing);
    expect(messages).toContainEqual(withoutMark((rows['messages'] ?? [])[1]));
    expect(await repository.loadDrafts()).toEqual(expect.arrayContaining([...(rows['drafts'] ?? [])]) as unknown);
    expect(await repository.loadStops()).toEqual([replyId('reply-stopped-001')]);
    repository.close();
  });

  test('[P8] rows of version 3 are read by this page, and attachments are kept beside them', async () => {
    const rows = await readFixture(3);
    const repository = await createStored(3, rows, (database) => {
      const conversations = database.createObjectStore('conversations', { keyPath: 'id' });
      conversations.createIndex('updatedAtMs', 'updatedAtMs');
      const messages = database.createObjectStore('messages', { keyPath: 'id' });
      messages.createIndex('conversationId', 'conversationId');
      messages.createIndex('unfinished', 'unfinished');
      database.createObjectStore('chunks', { keyPath: ['replyId', 'seq'] });
      database.createObjectStore('drafts', { keyPath: 'key' });
      database.createObjectStore('stops', { keyPath: 'replyId' });
    });
    expect(await repository.loadConversations({ latest: 2 })).toEqual(rows['conversations']);
    const renamed = conversationId('c-renamed-00001');
    expect(await repository.loadMessages(renamed)).toEqual(
      expect.arrayContaining((rows['messages'] ?? []).slice(-2)) as unknown,
    );
    expect(await repository.loadUnfinished()).toHaveLength(1);
    expect(await repository.loadDrafts()).toHaveLength((rows['drafts'] ?? []).length);
    expect(await repository.countAttachments()).toBe(0);
    const { part, stored } = attachment('new');
    const added = question('q-new-0000001', renamed, { parts: [part], order: 3 });
    await repository.save({ messages: [added], attachments: [stored] }, 'strict');
    await repository.removeLooseAttachments();
    expect(await repository.countAttachments()).toBe(1);
    expect(await repository.loadMessages(renamed)).toContainEqual(added);
    repository.close();
  });

  test('[P8] rows of version 4 are read by this page, and what is deleted of them is noted', async () => {
    const rows = await readFixture(4);
    const { stored } = attachment('a');
    const repository = await createStored(4, { ...rows, attachments: [stored] }, (database) => {
      const conversations = database.createObjectStore('conversations', { keyPath: 'id' });
      conversations.createIndex('updatedAtMs', 'updatedAtMs');
      const messages = database.createObjectStore('messages', { keyPath: 'id' });
      messages.createIndex('conversationId', 'conversationId');
      messages.createIndex('unfinished', 'unfinished');
      messages.createIndex('attachments', 'attachments', { multiEntry: true });
      database.createObjectStore('chunks', { keyPath: ['replyId', 'seq'] });
      database.createObjectStore('drafts', { keyPath: 'key' });
      database.createObjectStore('stops', { keyPath: 'replyId' });
      database.createObjectStore('attachments', { keyPath: 'hash' });
    });
    expect(await repository.loadConversations({ latest: 2 })).toEqual(rows['conversations']);
    await repository.removeLooseAttachments();
    expect(await repository.countAttachments()).toBe(1);
    expect(await repository.loadStops()).toHaveLength(1);
    expect(await repository.countDeletions()).toBe(0);
    const deletions = await repository.deletions();
    await deletions.takeChats([conversationId('c-branches-0001')], { id: 'deletion-1', undoUntilMs: 5000 });
    const [noted] = await deletions.load();
    expect(noted?.replyIds.length).toBeGreaterThan(0);
    repository.close();
  });
});

let made = 0;

type Rows = Readonly<Record<string, readonly unknown[]>>;

async function readFixture(version: number): Promise<Rows> {
  const text = await readFile(new URL(`fixtures/schema-${version}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Rows; // The fixture lies beside this file.
}

/** A repository over a database that an earlier version of the page has made. */
async function createStored(version: number, rows: Rows, upgrade: (database: IDBPDatabase) => void) {
  made += 1;
  const name = `schema-${made}`;
  const raw = await openDB(name, version, { upgrade: (database) => upgrade(database) });
  for (const [table, values] of Object.entries(rows)) for (const row of values) await raw.put(table, row);
  raw.close();
  return createIndexedDbRepository({ name });
}

/** A row without the mark that only the index reads. */
function withoutMark(row: unknown): unknown {
  if (!isRecord(row)) return row;
  const { unfinished: _, ...rest } = row;
  return rest;
}
