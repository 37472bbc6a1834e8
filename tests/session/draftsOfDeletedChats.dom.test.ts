import { expect, test } from 'vitest';
import type { DraftKey } from '../../src/conversation/Draft.ts';
import { createPageRescue } from '../../src/persistence/pageRescue.ts';
import { until } from '../transport/followed.ts';
import { createTestSession } from './createTestSession.ts';
import { done } from './createScriptedTransport.ts';
import { settle } from './queues.ts';
import { createTestBrowser } from './tabs/createTestBrowser.ts';

/** A chat into whose boxes was just typed. Nothing of that is on disk yet. */
async function startTyping() {
  const tab = createTestSession({ rescue: createPageRescue() });
  const { conversationId } = await tab.send('One');
  const question = tab.path(conversationId)[0];
  if (!question) throw new Error('No question');
  const { drafts, queue } = tab.session;
  drafts.setDraft(conversationId, 'Typed');
  drafts.setDraft(`edit:${question.id}`, 'One, better');
  queue.add(conversationId, 'Waits');
  const texts = async () => (await tab.repository.loadDrafts()).map(({ text }) => text).toSorted();
  const pass = async (ms: number) => {
    tab.clock.advance(ms);
    await settle();
  };
  return { ...tab, conversationId, texts, pass };
}

const ALL = ['One, better', 'Typed', 'Waits'];

test('[N43] what was typed just before its chat is deleted is not on disk afterwards, also when the page goes away', async () => {
  const { session, conversationId, texts, pass } = await startTyping();
  await session.deleteConversation(conversationId);
  await pass(300);
  expect(await texts()).toEqual([]);
  await pass(20_000);
  await session.close();
  expect(await texts()).toEqual([]);
  expect(localStorage.getItem('rivulet.drafts')).toBeNull();
});

test.each([0, 300])('[N43] Undo brings it back with its chat, %i ms after it was typed, on disk too', async (ms) => {
  const { session, conversationId, texts, pass } = await startTyping();
  await pass(ms);
  expect(await texts()).toEqual(ms === 0 ? [] : ALL);
  await session.deleteConversation(conversationId);
  await pass(300);
  expect(await texts()).toEqual([]);
  await session.undoDelete();
  expect([...session.drafts.getState().values()].toSorted()).toEqual(ALL);
  expect(await texts()).toEqual(ALL);
  session.drafts.setDraft(conversationId, 'Typed on');
  await pass(300);
  expect(await texts()).toContain('Typed on');
});

test('[N43] what another tab has typed into a chat that is deleted is not on disk, and is there again with Undo', async () => {
  const { openTwo, clock, disk } = createTestBrowser();
  const [one, other] = await openTwo();
  const { conversationId } = await one.send('One');
  one.transport.streams[0]?.event(done(1));
  await until(() => other.state().conversations.has(conversationId));
  const keyed = async () => new Map((await disk.loadDrafts()).map(({ key, text }): [DraftKey, string] => [key, text]));
  await one.session.deleteConversation(conversationId);
  other.session.drafts.setDraft(conversationId, 'Typed there');
  await until(() => !other.state().conversations.has(conversationId));
  clock.advance(300);
  await settle();
  expect([...(await keyed())]).toEqual([]);
  await one.session.undoDelete();
  await until(() => other.state().conversations.has(conversationId));
  clock.advance(300);
  await settle();
  expect((await keyed()).get(conversationId)).toBe('Typed there');
});
