import { expect, test } from 'vitest';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import type { StartArchiving } from '../../src/session/askArchiver.ts';
import { answer, conversation, question } from '../persistence/rows.ts';
import { createTestSession } from './createTestSession.ts';

/** The archiving of a session with so many chats, whose worker, where there is one, is in the hands of the test. */
async function withChats(count: number, startArchiveWorker?: StartArchiving) {
  const repository = createMemoryRepository();
  const asked = Array.from({ length: count }, (_, at) => question(`q-${at}`, `chat-${at}`));
  const conversations = asked.map(({ conversationId }) => conversation(conversationId));
  const messages = asked.flatMap((each, at) => [each, answer(`a-${at}`, each)]);
  await repository.save({ conversations, messages }, 'strict');
  const loadArchiveWorker = startArchiveWorker && (() => Promise.resolve({ startArchiveWorker }));
  const { session } = createTestSession({ repository, ...(loadArchiveWorker ? { loadArchiveWorker } : {}) });
  await session.ready;
  const archiving = await session.loadArchiving();
  const steps: string[] = [];
  archiving.saves.subscribe((state) => {
    const step = state.status === 'running' ? state.progress : undefined;
    steps.push(step ? `${step.step} ${step.share}` : state.status);
  });
  const cancel = () => {
    const state = archiving.saves.getState();
    if (state.status === 'running') state.cancel();
  };
  return { repository, archiving, steps, cancel };
}

test('[I38] saving everything says how far it is: the chats that are read, then the files that are packed', async () => {
  const { archiving, steps } = await withChats(40);
  await archiving.save();
  expect(steps.slice(0, 4)).toEqual(['reading 0', 'reading 0.5', 'reading 1', 'packing 0']);
  expect(steps.slice(4, -1).every((step) => step.startsWith('packing'))).toBe(true);
  expect(steps.slice(-2)).toEqual(['packing 1', 'ended']);
  expect(archiving.saves.getState()).toEqual({ status: 'ended', outcome: { status: 'saved', lost: 0 } });
});

test('[I38] it is cancelled while chats are read, and while they are packed, which ends the worker', async () => {
  let ended = 0;
  const { archiving, cancel } = await withChats(1, (_request, onAnswer) => {
    onAnswer({ kind: 'progress', share: 0.5 });
    return () => void (ended += 1);
  });
  for (const step of ['reading', 'packing']) {
    const stop = archiving.saves.subscribe((state) => {
      if (state.status === 'running' && state.progress.step === step && state.progress.share !== 0) cancel();
    });
    await expect(archiving.save()).rejects.toMatchObject({ name: 'AbortError' });
    expect(archiving.saves.getState()).toEqual({ status: 'ended', outcome: { status: 'cancelled' } });
    stop();
  }
  expect(ended).toBe(1);
});

test.each([
  ['too-large', 'The chats and their attachments are more than one archive can hold.'],
  ['broken-off', 'The browser broke this off. It may be short of memory.'],
] as const)('[I38] one that fails as %s says why', async (code, message) => {
  const { archiving } = await withChats(1, (_request, onAnswer) => {
    onAnswer({ kind: 'failed', code });
    return () => undefined;
  });
  await expect(archiving.save()).rejects.toMatchObject({ code });
  expect(archiving.saves.getState()).toEqual({ status: 'ended', outcome: { status: 'refused', message } });
});
