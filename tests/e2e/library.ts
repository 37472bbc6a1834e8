import type { Page } from '@playwright/test';

/** Chats to write into a page's database, as rows of today's schema. */
export interface SeededChats {
  readonly count: number;
  /** What a chat's question and answer say, by its number. */
  readonly text?: (index: number) => string;
}

/** Writes chats straight into the database of a page that has one; `chat-0000` is the latest. */
export async function seedChats(
  page: Page,
  { count, text = (index) => `Number ${index}` }: SeededChats,
): Promise<void> {
  const texts = Array.from({ length: count }, (_, index) => text(index));
  await page.evaluate(async (given) => {
    const opening = indexedDB.open('rivulet');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const tables = opening.result.transaction(['conversations', 'messages'], 'readwrite');
    const now = Date.now();
    for (const [index, words] of given.entries()) {
      const number = String(index).padStart(4, '0');
      const [id, at] = [`chat-${number}`, now - index * 60_000];
      tables.objectStore('conversations').put({
        id,
        title: `Chat ${number}`,
        titleFrom: 'question',
        createdAtMs: at,
        updatedAtMs: at,
        shownChildren: {},
      });
      const base = { conversationId: id, createdAtMs: at };
      tables.objectStore('messages').put({
        ...base,
        id: `quest-${number}`,
        parentId: null,
        order: 1,
        role: 'user',
        parts: [{ type: 'text', text: words }],
      });
      tables.objectStore('messages').put({
        ...base,
        id: `reply-${number}`,
        parentId: `quest-${number}`,
        order: 2,
        role: 'assistant',
        runs: [
          {
            mode: 'answer',
            modelId: 'scripted',
            startedAtMs: at,
            endedAtMs: at,
            reply: {
              replyId: `reply-${number}`,
              model: 'scripted',
              seq: 3,
              parts: [{ type: 'text', text: `Answer: ${words}` }],
              state: { status: 'done', finishReason: 'stop' },
            },
          },
        ],
      });
    }
    await new Promise((resolve) => tables.addEventListener('complete', resolve));
    opening.result.close();
  }, texts);
}
