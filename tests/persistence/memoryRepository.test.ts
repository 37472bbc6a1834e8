import { expect, test } from 'vitest';
import { lazyMemoryRepository } from '../../src/persistence/lazyMemoryRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { describeChangedChats } from '../contracts/changedChats.ts';
import { describeConversationRepository } from '../contracts/conversationRepository.ts';
import { describeDeletions } from '../contracts/deletions.ts';
import { describeImportedRows } from '../contracts/importedRows.ts';

describeConversationRepository('chats in memory', createMemoryRepository);
describeImportedRows('chats in memory', createMemoryRepository);
describeChangedChats('memory', createMemoryRepository);
describeDeletions('memory', createMemoryRepository);

describeConversationRepository('chats in memory that is loaded when it is needed', lazyMemoryRepository);
describeDeletions('memory that is loaded when it is needed', lazyMemoryRepository);

test('[N9] memory that could not be loaded is loaded by the next call', async () => {
  let isAway = true;
  const repository = lazyMemoryRepository(() => {
    if (isAway) return Promise.reject(new TypeError('Failed to fetch.'));
    return Promise.resolve({ createMemoryRepository });
  });
  await expect(repository.loadConversations()).rejects.toThrow(TypeError);
  isAway = false;
  await expect(repository.loadConversations()).resolves.toEqual([]);
});
