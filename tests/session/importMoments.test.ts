import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, test } from 'vitest';
import type { WholeChats } from '../../src/archive/ChatRows.ts';
import { StorageError, type ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { createIndexedDbRepository } from '../../src/persistence/indexedDbRepository.ts';
import { storeImport } from '../../src/session/storeImport.ts';
import { answer, attachment, conversation, conversationId, question } from '../persistence/rows.ts';

/** The moments of an import: before each of its calls to the disk something else may happen. */
type Meanwhile = (call: string, number: number) => Promise<void>;

const file = attachment('a');
const [fresh, old, damaged] = ['fresh', 'old', 'damaged'].map(conversationId);

/** More messages than go into one transaction, in a chat that is new, one that is there and one whose row cannot be read. */
function archived(): WholeChats {
  const messages = ['fresh', 'old', 'damaged'].flatMap((chat) =>
    Array.from({ length: 110 }, (_, at) =>
      question(`${chat}-${at}`, chat, { order: at + 1, parts: at % 50 === 0 ? [file.part] : [] }),
    ),
  );
  const conversations = ['fresh', 'old', 'damaged'].map((id) => conversation(id, { updatedAtMs: 2000 }));
  return { conversations, messages, attachments: [file.stored] };
}

let made = 0;

/** A disk with a chat, with one whose row cannot be read, and with a message whose chat has no name at all. */
async function withDisk() {
  const name = `moments-${(made += 1)}`;
  const repository = createIndexedDbRepository({ name });
  const asked = question('old-0', 'old');
  const messages = [asked, answer('old-answer', asked), question('damaged-mine', 'damaged')];
  await repository.save({ conversations: [conversation('old')], messages }, 'strict');
  const raw = await openDB(name);
  await raw.put('conversations', { id: 'damaged', title: 7 });
  await raw.put('messages', { id: 'nameless', conversationId: 7 });
  const rows = async () => ({
    conversations: await raw.getAll('conversations'),
    messages: await raw.getAll('messages'),
    attachments: await raw.getAllKeys('attachments'),
  });
  return { repository, rows, raw, other: createIndexedDbRepository({ name }) };
}

/** Stores the archive, and has something happen before each of its calls. Gives what it ended with, and the number of its calls. */
async function storing(
  repository: ConversationRepository,
  meanwhile: Meanwhile,
  signal = new AbortController().signal,
) {
  let calls = 0;
  const watched: ConversationRepository = new Proxy(repository, {
    get(target, name: keyof ConversationRepository) {
      const method = target[name];
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        await meanwhile(name, (calls += 1));
        const result: unknown = await Reflect.apply(method, target, args);
        return result;
      };
    },
  });
  const storage = { repository: watched, isLasting: true, open: () => Promise.resolve([]), report: () => undefined };
  const error: unknown = await storeImport(archived(), { storage, signal, onShare: () => undefined }).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return { error, calls };
}

/** How many calls an import takes that nothing happens to. */
async function callsOfOne(): Promise<readonly number[]> {
  const { repository } = await withDisk();
  const { calls, error } = await storing(repository, () => Promise.resolve());
  expect(error).toBeUndefined();
  return Array.from({ length: calls }, (_, at) => at + 1);
}

describe('an import, at each of its moments,', () => {
  test('[I4] [I23] changes nothing when it is cancelled, not of a chat whose row cannot be read either', async () => {
    for (const moment of await callsOfOne()) {
      const { repository, rows } = await withDisk();
      const before = await rows();
      const controller = new AbortController();
      const { error } = await storing(
        repository,
        (call, number) => {
          if (number === moment && call !== 'saveStaged') controller.abort();
          return Promise.resolve();
        },
        controller.signal,
      );
      if (!controller.signal.aborted) continue;
      expect(error, `cancelled before call ${moment}`).toBe(controller.signal.reason);
      expect(await rows(), `cancelled before call ${moment}`).toEqual(before);
    }
  });

  test('[I4] [I23] changes nothing when the disk refuses', async () => {
    for (const moment of await callsOfOne()) {
      const { repository, rows } = await withDisk();
      const before = await rows();
      const refusal = new StorageError('full', 'No space.');
      const { error } = await storing(repository, (_, number) =>
        number === moment ? Promise.reject(refusal) : Promise.resolve(),
      );
      expect(error).toBe(refusal);
      expect(await rows(), `refused at call ${moment}`).toEqual(before);
    }
  });

  test('[P3] [I21] [I22] is whole though another tab removes what was staged, as after a sleep, and leaves a row alone that cannot be read', async () => {
    for (const moment of await callsOfOne()) {
      const { repository, other, rows } = await withDisk();
      const removing: Promise<void>[] = [];
      // Not waited for: it runs beside what the import does next.
      const { error } = await storing(repository, async (_, number) => {
        if (number === moment) removing.push(other.removeStaged());
        if (number === moment + 1) await Promise.all(removing);
      });
      await Promise.all(removing);
      expect(error, `removed before call ${moment}`).toBeUndefined();
      const { conversations, messages, attachments } = await rows();
      expect(conversations).toContainEqual({ id: 'damaged', title: 7 });
      expect(messages).toContainEqual({ id: 'nameless', conversationId: 7 });
      expect(messages, `removed before call ${moment}`).toHaveLength(330 + 3);
      expect(attachments).toEqual([file.stored.hash]);
    }
  });

  test('[I22] is whole, or has brought nothing of it, though another tab deletes every chat of it', async () => {
    for (const moment of await callsOfOne()) {
      const { repository, other } = await withDisk();
      const { error } = await storing(repository, async (_, number) => {
        if (number !== moment) return;
        await other.deleteConversation(...[fresh, old, damaged].filter((id) => id !== undefined));
        await other.removeLooseAttachments();
      });
      expect(error).toBeUndefined();
      const chats = await repository.loadConversations();
      expect(chats.map(({ id }) => id).toSorted(), `deleted before call ${moment}`).toEqual([
        'damaged',
        'fresh',
        'old',
      ]);
      for (const { id } of chats) {
        const messages = await repository.loadMessages(id);
        expect(messages.filter((message) => message.id.startsWith(`${id}-`)).length).toBeGreaterThanOrEqual(110);
      }
      expect(await repository.countAttachments()).toBe(1);
    }
  });

  test('[I22] gives up, and leaves nothing, where another tab removes what was staged again and again', async () => {
    const { repository, other, rows } = await withDisk();
    const before = await rows();
    const { error } = await storing(repository, async (call) => {
      if (call === 'saveStaged') await other.removeStaged();
    });
    expect(error).toMatchObject({ code: 'failed' });
    expect(await rows()).toEqual(before);
  });
});
