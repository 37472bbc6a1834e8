import type { Page } from '@playwright/test';

/** Puts a chat onto the disk of a page that is open, its questions and answers in turn, and opens it. */
export async function openStoredChat(page: Page, texts: readonly string[]): Promise<void> {
  await page.evaluate(writeChat, texts);
  await page.goto('/c/long-chat-0001');
}

/** Runs in the page: one transaction, as the page's own writes are. */
async function writeChat(texts: readonly string[]): Promise<void> {
  const opening = indexedDB.open('rivulet');
  await new Promise((resolve) => opening.addEventListener('success', resolve));
  const database = opening.result;
  const tables = database.transaction(['conversations', 'messages'], 'readwrite');
  const done = new Promise((resolve) => tables.addEventListener('complete', resolve));
  const conversationId = 'long-chat-0001';
  const chat = { id: conversationId, title: 'Long', titleFrom: 'person', createdAtMs: 1, updatedAtMs: 1 };
  tables.objectStore('conversations').put({ ...chat, shownChildren: {} });
  const idOf = (order: number): string => `message-${String(order).padStart(5, '0')}`;
  for (const [order, text] of texts.entries()) {
    const parentId = order === 0 ? null : idOf(order - 1);
    const node = { id: idOf(order), conversationId, parentId, createdAtMs: order + 1, order };
    const parts = [{ type: 'text', text }];
    const state = { status: 'done', finishReason: 'stop' };
    const reply = { replyId: `reply-${idOf(order)}`, model: 'scripted', parts, seq: 4, state };
    const runs = [{ mode: 'answer', modelId: 'openai/scripted', startedAtMs: order, endedAtMs: order + 1, reply }];
    tables
      .objectStore('messages')
      .put(order % 2 === 0 ? { ...node, role: 'user', parts } : { ...node, role: 'assistant', runs });
  }
  await done;
  database.close();
}
