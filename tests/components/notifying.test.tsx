import { screen, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { lastRun, type AssistantMessage } from '../../src/conversation/Message.ts';
import { notifyOf } from '../../src/session/tabs/notifyOf.ts';
import { done } from '../session/createScriptedTransport.ts';
import { createTestSession } from '../session/createTestSession.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => {
  server.reset();
  vi.unstubAllGlobals();
});
afterAll(() => server.close());

/** What the browser would show. */
const shown: FakeNotification[] = [];

class FakeNotification extends EventTarget {
  static permission: NotificationPermission = 'default';
  static answer: NotificationPermission = 'granted';
  readonly title: string;
  readonly options: NotificationOptions;

  constructor(title: string, options: NotificationOptions) {
    super();
    this.title = title;
    this.options = options;
    shown.push(this);
  }

  static requestPermission(): Promise<NotificationPermission> {
    this.permission = this.answer;
    return Promise.resolve(this.answer);
  }

  close(): void {
    shown.splice(shown.indexOf(this), 1);
  }
}

function stubNotifications(answer: NotificationPermission): void {
  FakeNotification.permission = 'default';
  FakeNotification.answer = answer;
  shown.length = 0;
  vi.stubGlobal('Notification', FakeNotification);
}

async function openSettings() {
  const page = await renderPage();
  await page.user.click(page.button('Settings'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }));
  return { page, dialog, box: dialog.getByRole('combobox', { name: 'Notifications' }) };
}

test('[U95] notifications are off until they are chosen and the browser allows them', async () => {
  stubNotifications('granted');
  const { page, box } = await openSettings();
  expect(box).toHaveValue('off');
  expect(FakeNotification.permission).toBe('default');
  await page.user.selectOptions(box, 'Without its text');
  expect(FakeNotification.permission).toBe('granted');
  expect(page.session.settings.getState().notify).toBe('on');
  await page.user.selectOptions(box, 'Off');
  expect(page.session.settings.getState().notify).toBe('off');
});

test('[U95] where the browser refuses they stay off, and the dialog says so until something else is changed', async () => {
  stubNotifications('denied');
  const { page, dialog, box } = await openSettings();
  await page.user.selectOptions(box, 'With its title and first words');
  expect(await dialog.findByRole('alert')).toHaveTextContent(/does not let this page show notifications/);
  expect(box).toHaveValue('off');
  expect(page.session.settings.getState().notify).toBe('off');
  await page.user.selectOptions(dialog.getByRole('combobox', { name: 'Sound' }), 'On');
  expect(dialog.queryByRole('alert')).toBeNull();
});

test('[U95] where the browser has none, as over plain http, the dialog says so', async () => {
  vi.stubGlobal('Notification', undefined);
  const { page, dialog, box } = await openSettings();
  await page.user.selectOptions(box, 'Without its text');
  expect(await dialog.findByRole('alert')).toHaveTextContent(/no notifications/);
});

/** A reply as it ends. */
async function endedReply(text: string) {
  const { transport, send, path, session } = createTestSession();
  const { conversationId, replyId } = await send('Question');
  const stream = await transport.asked(1);
  stream.text(text);
  stream.event(done(4));
  await session.ready;
  const message = path(conversationId).at(-1) as AssistantMessage; // The answer.
  return { conversationId, replyId, message, state: lastRun(message).reply.state, title: 'Rivers' };
}

test('[U95] a notification says nothing of the reply, or its chat and first words where that was chosen', async () => {
  stubNotifications('granted');
  const ended = await endedReply(`Water\n\n${'flows '.repeat(50)}`);
  notifyOf(ended, 'on');
  expect(shown).toEqual([]);
  await FakeNotification.requestPermission();
  notifyOf(ended, 'on');
  notifyOf(ended, 'withText');
  const begin = `Water ${'flows '.repeat(19)}`;
  expect(shown.map(({ title, options }) => [title, options.body])).toEqual([
    ['A reply is ready', ''],
    ['A reply is ready', `Rivers\n${begin}…`],
  ]);
  // The browser shows one of a reply.
  expect(new Set(shown.map(({ options }) => options.tag))).toEqual(new Set([ended.replyId]));
});

test('[U95] a press on a notification leads to its chat', async () => {
  stubNotifications('granted');
  await FakeNotification.requestPermission();
  const ended = await endedReply('Water');
  const heard = vi.fn<() => void>();
  addEventListener('popstate', heard, { once: true });
  const focus = vi.spyOn(window, 'focus').mockReturnValue();
  notifyOf(ended, 'on');
  shown[0]?.dispatchEvent(new Event('click'));
  expect(location.pathname).toBe(`/c/${ended.conversationId}`);
  expect(heard).toHaveBeenCalledOnce();
  expect(focus).toHaveBeenCalledOnce();
  expect(shown).toEqual([]);
});
