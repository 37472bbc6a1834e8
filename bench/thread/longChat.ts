import type { Page } from '@playwright/test';
import { openStoredChat } from './storedChat.ts';

/** Puts a chat of so many messages onto the disk of a page that is open, and opens it. */
export async function openLongChat(page: Page, count: number): Promise<void> {
  const texts = Array.from({ length: count }, (_, order) => textOf(order));
  await openStoredChat(page, texts);
}

function textOf(order: number): string {
  const sentences = `Sentence ${order} of a long chat, which fills a line or two. `.repeat(1 + ((order * 7) % 13));
  return order % 2 === 0 ? sentences : `## Part ${order}\n\n${sentences}\n\n- one\n- **two**\n\n${sentences}`;
}
