import { expect, test } from 'vitest';
import { isReplyId, type ReplyId } from '../../protocol/ids.ts';
import { createMemoryLog } from '../../server/log/memoryLog.ts';
import { describeGenerationLog } from './generationLog.ts';

describeGenerationLog('the memory log', async (options) => createMemoryLog(options));

function id(name: string): ReplyId {
  const padded = name.padEnd(8, '0');
  if (!isReplyId(padded)) throw new Error(`${padded} is no reply id`);
  return padded;
}

test('[L17] beyond its size in all it forgets the oldest ended replies, never a running one', async () => {
  const log = createMemoryLog({ maxTotalBytes: 20_000 });
  const fill = async (name: string): Promise<void> => {
    await log.claim(id(name), 'hash', 'owner');
    await log.append(id(name), [{ type: 'part-delta', index: 0, delta: 'x'.repeat(6000) }]);
  };
  await fill('running');
  for (const name of ['first', 'second', 'third']) {
    await fill(name);
    await log.append(id(name), [{ type: 'reply-end', finishReason: 'stop' }]);
  }
  expect(await log.status(id('running'))).toBe('running');
  expect(await log.status(id('first'))).toBe('expired');
  expect(await log.status(id('second'))).toBe('expired');
  expect(await log.status(id('third'))).toBe('ended');
});

test('[L17] of forgotten ids it keeps the newest only', async () => {
  const log = createMemoryLog({ maxTombstones: 2 });
  for (const name of ['first', 'second', 'third']) await log.delete(id(name));
  expect(await log.status(id('first'))).toBe('unknown');
  expect(await log.status(id('second'))).toBe('expired');
  expect(await log.status(id('third'))).toBe('expired');
});
