import { LLMock } from '@copilotkit/aimock';
import type { Page } from '@playwright/test';
import { chatPage, expect, test as base } from './rivulet.ts';

const TEXT = 'A stream is a sequence of pieces, each of which can be read before the next one has come.';

/** A model server that nobody here wrote, and the page of a Rivulet that knows no other one. */
const test = base.extend<{ mock: LLMock; open: () => Promise<ReturnType<typeof chatPage>> }>({
  mock: async ({}, use) => {
    const mock = new LLMock({ port: 0, chunkSize: 8 });
    await mock.start();
    await use(mock);
    await mock.stop();
  },
  open: async ({ mock, page, startOwn }, use) => {
    await use(async () => {
      const own = await startOwn({ OPENAI_BASE_URL: mock.url, OPENAI_API_KEY: 'a-key', OPENAI_MODEL: 'gpt-4o' });
      await page.goto(own.address);
      const chat = chatPage(page);
      await expect(chat.button('Model: gpt-4o')).toBeVisible();
      return chat;
    });
  },
});

test('[X14] aimock: a text arrives whole', async ({ mock, open }) => {
  mock.onMessage('stream', { content: TEXT });
  const chat = await open();
  await chat.ask('What is a stream?');
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText(TEXT);
});

test('[X14] aimock: reasoning stands apart from the answer', async ({ mock, open, page }) => {
  mock.onMessage('think', { content: TEXT, reasoning: 'Pieces, in their order.' });
  const chat = await open();
  await chat.ask('Do think');
  await chat.expectStatus('done');
  await expect(page.getByText('Pieces, in their order.')).toBeHidden();
  await page.getByRole('button', { name: /^Thought for/ }).click();
  await expect(page.getByText('Pieces, in their order.')).toBeVisible();
  await expect(chat.lastBody).toContainText(TEXT);
});

test('[X14] aimock: a text that reached its length goes on with Continue', async ({ mock, open }) => {
  mock.on({ userMessage: 'long', sequenceIndex: 0 }, { content: 'The first half, ', finishReason: 'length' });
  mock.onMessage('', { content: 'and the second.' });
  const chat = await open();
  await chat.ask('Something long');
  await expect(chat.lastReply).toContainText('The reply reached its length limit.');
  await chat.button('Continue').click();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('The first half, and the second.');
});

test('[X14] aimock: a stream that is cut off is interrupted, keeps what came, and goes on', async ({
  mock,
  open,
  page,
}) => {
  mock.on({ userMessage: 'cut', sequenceIndex: 0 }, { content: TEXT }, { latency: 30, truncateAfterChunks: 5 });
  await expectInterruption(mock, await open(), page, 'Be cut');
});

test('[X14] aimock: a stream whose connection breaks is interrupted, keeps what came, and goes on', async ({
  mock,
  open,
  page,
}) => {
  mock.on({ userMessage: 'break', sequenceIndex: 0 }, { content: TEXT }, { latency: 250, disconnectAfterMs: 1500 });
  await expectInterruption(mock, await open(), page, 'Do break');
});

test('[X14] aimock: 429 is told with its time to wait, and Retry works', async ({ mock, open }) => {
  mock.on(
    { userMessage: 'busy', sequenceIndex: 0 },
    { error: { message: 'Rate limit reached for requests.', type: 'rate_limit_error' }, status: 429, retryAfter: 3 },
  );
  mock.onMessage('', { content: TEXT });
  const chat = await open();
  await chat.ask('Are you busy?');
  await chat.expectStatus('failed');
  await expect(chat.alert.locator('p')).toContainText('Rate limit reached for requests.');
  await expect(chat.alert.getByText(/^[1-3] s$/)).toBeVisible();
  await chat.button('Retry').click();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText(TEXT);
});

async function expectInterruption(mock: LLMock, chat: ReturnType<typeof chatPage>, page: Page, question: string) {
  mock.onMessage('', { content: ' The rest.' });
  await chat.ask(question);
  await chat.expectStatus('interrupted');
  await expect(chat.alert.locator('p')).toHaveText(/connection was lost/);
  const kept = (await chat.lastBody.innerText()).trim();
  expect(kept).not.toBe('');
  expect(TEXT.startsWith(kept)).toBe(true);
  await page.reload();
  await expect(chat.lastBody).toHaveText(kept);
  await chat.button('Continue').click();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText(new RegExp(`^${kept}.*The rest\\.$`));
}
