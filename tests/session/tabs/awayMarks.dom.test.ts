import { expect, test } from 'vitest';
import { markTab } from '../../../src/session/tabs/markTab.ts';
import { until } from '../../transport/followed.ts';
import { done } from '../createScriptedTransport.ts';
import { createTestBrowser } from './createTestBrowser.ts';

type Tab = ReturnType<ReturnType<typeof createTestBrowser>['openTab']>;

function end(tab: Tab, how: 'end' | 'stop' = 'end'): void {
  const stream = tab.transport.streams.at(-1);
  stream?.text('A');
  stream?.event(how === 'end' ? done(4) : { seq: 4, type: 'reply-stop' });
}

/** A tab that knows of others, so that what informs the reader is loaded. */
async function openJoined(browser = createTestBrowser()) {
  const [tab, other] = await browser.openTwo({ hidden: true });
  return { browser, tab, other };
}

test('[U94] what ends while nobody is at the page marks its tab until somebody is there again', async () => {
  const { tab } = await openJoined();
  const { conversationId } = await tab.send('Question');
  await tab.show(conversationId);
  tab.setFocused(false);
  end(tab);
  expect(tab.mark()).toBe(1);
  // Another reply of the same chat is no second chat; a Stop is nobody's news.
  await tab.send('Question', conversationId);
  end(tab);
  await tab.send('Another');
  end(tab, 'stop');
  expect(tab.mark()).toBe(1);
  await tab.send('One more');
  end(tab);
  expect(tab.mark()).toBe(2);
  tab.setFocused(true);
  expect(tab.mark()).toBe(0);
});

test('[U94] a reply that ends while somebody is there marks nothing', async () => {
  const { tab } = await openJoined();
  const { conversationId } = await tab.send('Question');
  await tab.show(conversationId);
  end(tab);
  await tab.send('Elsewhere');
  end(tab);
  expect(tab.mark()).toBe(0);
});

test('[U94] the mark goes when the chat is looked at in another tab', async () => {
  const { tab, other } = await openJoined();
  const { conversationId } = await tab.send('Question');
  await tab.show(conversationId);
  tab.setVisible(false);
  end(tab);
  expect(tab.mark()).toBe(1);
  other.setVisible(true);
  await until(() => other.state().conversations.has(conversationId));
  await other.show(conversationId);
  await expect.poll(tab.mark).toBe(0);
});

test('[U94] the first reply of a first visit marks the tab too', async () => {
  const browser = createTestBrowser();
  const tab = browser.openTab();
  await tab.send('First');
  tab.setVisible(false);
  end(tab);
  browser.clock.advance(1000);
  await expect.poll(tab.mark).toBe(1);
});

test('[U94] the number stands before whatever the page calls itself, and the icon has a dot', async () => {
  const icon = document.createElement('link');
  Object.assign(icon, { rel: 'icon', href: '/favicon.svg' });
  document.head.append(icon);
  document.title = 'Chat · Rivulet';
  const mark = markTab();
  mark.show(1);
  expect([document.title, icon.getAttribute('href')]).toEqual(['(1) Chat · Rivulet', '/favicon-unread.svg']);
  document.title = 'Titled · Rivulet';
  await until(() => document.title === '(1) Titled · Rivulet');
  mark.show(2);
  expect(document.title).toBe('(2) Titled · Rivulet');
  mark.show(0);
  expect([document.title, icon.getAttribute('href')]).toEqual(['Titled · Rivulet', '/favicon.svg']);
});

test('[U95] nothing is told before it was chosen, then once for all tabs, and by which ways was chosen', async () => {
  const { browser, tab, other } = await openJoined();
  tab.setVisible(false);
  await tab.send('Water');
  end(tab);
  for (const { session } of [tab, other]) session.settings.changeSettings({ notify: 'withText', sound: 'on' });
  await expect.poll(() => browser.shown).toEqual(['withText: Water', 'tone']);
  const { conversationId } = await tab.send('Stone');
  await tab.show(conversationId);
  await until(() => other.state().conversations.has(conversationId));
  // Both follow it.
  await other.show(conversationId);
  await until(() => other.transport.streams.length === 1);
  for (const each of [tab, other]) end(each);
  await expect.poll(() => browser.shown).toEqual(['withText: Water', 'tone', 'withText: Stone', 'tone']);
});

test('[U95] nothing is told of a chat that somebody sees, in this tab or another', async () => {
  const { browser, tab, other } = await openJoined();
  for (const { session } of [tab, other]) session.settings.changeSettings({ notify: 'on' });
  const { conversationId } = await tab.send('Seen');
  await tab.show(conversationId);
  end(tab);
  tab.setVisible(false);
  other.setVisible(true);
  await tab.send('Seen there', conversationId);
  await until(() => other.state().conversations.has(conversationId));
  await other.show(conversationId);
  await until(() => other.transport.streams.length === 1);
  for (const each of [tab, other]) end(each);
  const { conversationId: elsewhere } = await tab.send('Unseen');
  expect(elsewhere).not.toBe(conversationId);
  end(tab);
  await expect.poll(() => browser.shown).toEqual(['on: Unseen']);
});
