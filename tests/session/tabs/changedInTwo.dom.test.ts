import { expect, test, vi } from 'vitest';
import { conversation, question } from '../../persistence/rows.ts';
import { createTestBrowser } from './createTestBrowser.ts';

const CHAT = conversation('chat-of-two', { updatedAtMs: 10 });

/** Two tabs in which one chat is open, or only in the list. */
async function openBoth(isOpen: boolean) {
  const browser = createTestBrowser();
  const rows = { conversations: [CHAT, conversation('chat-b')], messages: [question('q1', CHAT.id)] };
  await browser.disk.save(rows, 'strict');
  const tabs = await browser.openTwo();
  for (const tab of tabs) if (isOpen) await tab.show(CHAT.id);
  const chatIn = (tab: (typeof tabs)[number]) => tab.state().conversations.get(CHAT.id);
  return { ...browser, tabs, chatIn };
}

test.each(['open', 'closed'])('[N47] a title and a setting that two tabs give one chat, %s, hold', async (how) => {
  const { disk, tabs, chatIn } = await openBoth(how === 'open');
  const [one, other] = tabs;
  await Promise.all([
    one.session.renameConversation(CHAT.id, 'Mine'),
    other.session.changeChatSettings(CHAT.id, { modelId: 'built-in/other' }),
  ]);
  const both = { title: 'Mine', settings: { modelId: 'built-in/other' } };
  expect(await disk.loadConversations([CHAT.id])).toMatchObject([both]);
  await vi.waitFor(() => expect(tabs.map(chatIn)).toMatchObject([both, both]));
  for (const { session } of tabs) await session.close();
});

test('[N47] a title that one tab gives while another asks in the chat holds', async () => {
  const { disk, tabs, chatIn } = await openBoth(true);
  const [one, other] = tabs;
  await Promise.all([one.session.renameConversation(CHAT.id, 'Mine'), other.send('More', CHAT.id)]);
  const [stored] = await disk.loadConversations([CHAT.id]);
  expect(stored).toMatchObject({ title: 'Mine', titleFrom: 'person' });
  expect(stored?.updatedAtMs).toBeGreaterThan(CHAT.updatedAtMs);
  await vi.waitFor(() => expect(tabs.map(chatIn)).toEqual([stored, stored]));
  for (const { session } of tabs) await session.close();
});
