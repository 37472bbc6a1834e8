import { expect, test, vi } from 'vitest';
import type { ConversationId } from '../../src/conversation/Message.ts';
import { createUnreadStorage } from '../../src/persistence/unreadStorage.ts';

const CHAT = 'chat-0001' as ConversationId; // Brands exist for the compiler only.

test('[G10] unread marks are there after a reload, and nothing is left when there are none', () => {
  createUnreadStorage().save(new Set([CHAT, 'chat-0002' as ConversationId]));
  expect([...createUnreadStorage().load()]).toEqual([CHAT, 'chat-0002']);
  createUnreadStorage().save(new Set());
  expect(localStorage).toHaveLength(0);
});

test.each(['', ' ', '<b>', `x ${CHAT} y`, '__proto__'])(
  '[G10] of what stands in the storage as %j only ids are taken',
  (text) => {
    localStorage.setItem('rivulet.unread', text);
    expect([...createUnreadStorage().load()].filter((id) => id !== CHAT && id !== '__proto__')).toEqual([]);
    localStorage.clear();
  },
);

test('[G10] a browser that stores nothing loses only the marks', () => {
  const refusing = createUnreadStorage(() => {
    throw new DOMException('no', 'SecurityError');
  });
  refusing.save(new Set([CHAT]));
  expect(refusing.load().size).toBe(0);
});

test('[G10] a change in another tab is heard, one of another kind is not', () => {
  const hear = vi.fn<() => void>();
  const end = createUnreadStorage().onChange(hear);
  window.dispatchEvent(new StorageEvent('storage', { key: 'rivulet.theme' }));
  expect(hear).not.toHaveBeenCalled();
  window.dispatchEvent(new StorageEvent('storage', { key: 'rivulet.unread' }));
  end();
  window.dispatchEvent(new StorageEvent('storage', { key: 'rivulet.unread' }));
  expect(hear).toHaveBeenCalledTimes(1);
});
