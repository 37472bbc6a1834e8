import type { Locator, Page } from '@playwright/test';
import { createGate, hold, reply, text, wait } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import type { RecordedRequest } from '../../models/createExchange.ts';
import { decodeReplyEvent } from '../../protocol/sse.ts';
import { readByStandard } from '../protocol/readFrames.ts';
import { chatPage, expect, test, type RunningRivulet } from './rivulet.ts';

declare global {
  interface Window {
    longestDrawn?: string;
  }
}

/** What of a row of the database this test looks at. */
interface StoredMessage {
  readonly runs?: readonly {
    readonly reply: {
      readonly replyId: string;
      readonly state: { readonly status: string };
      readonly parts: readonly { readonly text?: string }[];
    };
  }[];
}

/** The ways to stop, by what the reader does. `stop` is the button. */
const WAYS: Readonly<Record<string, (page: Page, stop: Locator) => Promise<void>>> = {
  'a click on Stop': (_page, stop) => stop.click(),
  'Enter on Stop': (_page, stop) => stop.press('Enter'),
  'Space on Stop': (_page, stop) => stop.press('Space'),
  'Esc in the message box': (page) => page.keyboard.press('Escape'),
  async 'Esc with the focus on nothing'(page) {
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.keyboard.press('Escape');
  },
};

for (const [way, stopBy] of Object.entries(WAYS)) {
  test(`[X2] ${way} stops a reply in mid-stream, and the model sees its connection closed`, async ({
    page,
    rivulet,
  }) => {
    const gate = createGate();
    rivulet.models.serve('scripted', scriptModel(reply('First half.', hold(gate), ' Second half.')));
    await page.goto('/');
    const chat = chatPage(page);
    await chat.ask('Stop me');
    await expect(chat.lastBody).toHaveText('First half.');
    await stopBy(page, chat.stop);
    await chat.expectStatus('stopped');
    await expectClosedByClient(rivulet);
    await expect(chat.lastBody).toHaveText('First half.');
    await expect(chat.status).toHaveText(/^Stopped/);
    await expect(chat.message).toBeFocused();
    await expect(chat.send).toBeVisible();
    await expect(chat.button('Continue')).toBeVisible();
  });

  test(`[X2] ${way} stops a reply before the first token, and the model sees its connection closed`, async ({
    page,
    rivulet,
  }) => {
    const gate = createGate();
    rivulet.models.serve('scripted', scriptModel(reply('Never.'), { before: [hold(gate)] }));
    await page.goto('/');
    const chat = chatPage(page);
    await chat.ask('Stop me early');
    await gate.reached;
    await stopBy(page, chat.stop);
    await chat.expectStatus('stopped');
    const request = await expectClosedByClient(rivulet);
    expect(request.tokensSent).toBe(0);
    await expect(chat.lastBody).toBeEmpty();
    await expect(chat.lastReply.getByRole('button', { name: 'Retry' })).toBeVisible();
  });
}

test('[X2] a stopped reply is still stopped after a reload, and Continue goes on from what it kept', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('First half.', hold(gate), ' Never.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Stop and come back');
  await expect(chat.lastBody).toHaveText('First half.');
  await chat.stop.click();
  await chat.expectStatus('stopped');
  await page.reload();
  await chat.expectStatus('stopped');
  await expect(chat.lastBody).toHaveText('First half.');
  rivulet.models.serve('scripted', scriptModel(reply(' Second half.')));
  await chat.button('Continue').click();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toContainText('First half.');
  await expect(chat.lastBody).toContainText('Second half.');
  await expect(chat.turns).toHaveCount(2);
});

test('[X19] Stop in another tab, in mid-stream: both tabs, the disk and the log hold the same text, with all that either tab had shown', async ({
  context,
  rivulet,
}) => {
  test.slow();
  const words = Array.from({ length: 4000 }, (_, index) => `w${index} `);
  // It ends only when it is stopped, however late a busy machine shows it in the other tab.
  const script = reply(...words.flatMap((word) => [wait(2), text(word)]), hold(createGate()));
  rivulet.models.serve('scripted', scriptModel(script));
  await context.addInitScript(noteLongest);
  const [page, other] = [await context.newPage(), await context.newPage()];
  const [here, there] = [chatPage(page), chatPage(other)];
  const asking = page.waitForRequest((request) => request.method() === 'POST');
  await page.goto('/');
  await here.ask('Stop me elsewhere');
  await expect(here.lastBody).toContainText('w50 ');
  await other.goto(page.url());
  await expect(there.lastBody).toContainText('w100 ');
  await there.stop.click();
  for (const chat of [there, here]) await chat.expectStatus('stopped');
  await expectClosedByClient(rivulet);

  const { replyId } = (await asking).postDataJSON() as { readonly replyId: string }; // The page's own request.
  const log = readByStandard([await (await fetch(`${rivulet.address}/api/replies/${replyId}/events`)).bytes()]);
  const told = log
    .map((message) => decodeReplyEvent(message))
    .flatMap((decoded) =>
      decoded.kind === 'event' && decoded.event.type === 'part-delta' ? [decoded.event.delta] : [],
    )
    .join('');
  expect(log.at(-1)?.event).toBe('reply-stop');
  expect(words.join('').startsWith(told)).toBe(true);
  await expect.poll(() => page.evaluate(readStored, replyId)).toEqual({ status: 'stopped', text: told });
  for (const tab of [page, other]) {
    await expect(chatPage(tab).lastBody).toHaveText(told.trimEnd());
    const longest = await tab.evaluate(() => window.longestDrawn ?? '');
    expect(told.startsWith(longest), `"${longest}" was drawn`).toBe(true);
  }
});

test('[X3] a double click on Send sends once and does not stop', async ({ page, rivulet }) => {
  const { chat, gate, calls } = await openHeld(page, rivulet);
  await chat.message.fill('Twice');
  await chat.send.dblclick();
  await gate.reached;
  await expect(chat.lastBody).toHaveText('Going on.');
  await chat.expectStatus('streaming');
  gate.release();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('Going on. Done.');
  expect(calls()).toBe(1);
});

for (const place of ['the message box', 'Send'] as const) {
  test(`[X3] Enter that is held down on ${place} sends once and does not stop`, async ({ page, rivulet }) => {
    const { chat, gate, calls } = await openHeld(page, rivulet);
    await chat.message.fill('Held');
    await (place === 'Send' ? chat.send : chat.message).focus();
    // Each further `down` is one repeat of the key.
    for (let repeat = 0; repeat < 12; repeat += 1) await page.keyboard.down('Enter');
    await gate.reached;
    for (let repeat = 0; repeat < 12; repeat += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await chat.expectStatus('streaming');
    gate.release();
    await chat.expectStatus('done');
    await expect(chat.turns).toHaveCount(2);
    expect(calls()).toBe(1);
  });
}

/** Runs in the page before its own scripts: notes the longest text of the last answer that was ever drawn. */
function noteLongest(): void {
  new MutationObserver(() => {
    const bodies = document.querySelectorAll('article:not([data-status=sent]) [data-reply-body]');
    const drawn = bodies[bodies.length - 1]?.textContent ?? '';
    if (drawn.length > (window.longestDrawn ?? '').length) window.longestDrawn = drawn;
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Runs in the page: what its database holds of a reply that has ended. */
async function readStored(replyId: string): Promise<{ readonly status: string; readonly text: string } | undefined> {
  const opening = indexedDB.open('rivulet');
  const rows = await new Promise<unknown>((resolve) => {
    opening.addEventListener('success', () => {
      const all = opening.result.transaction('messages').objectStore('messages').getAll();
      all.addEventListener('success', () => resolve(all.result));
    });
  });
  opening.result.close();
  const replies = (rows as readonly StoredMessage[]) // As the page stores them.
    .flatMap(({ runs }) => runs ?? [])
    .map((run) => run.reply);
  const found = replies.find((each) => each.replyId === replyId);
  return found && { status: found.state.status, text: found.parts.map((part) => part.text ?? '').join('') };
}

/** An open page whose model says half of its reply and waits. `calls` counts the requests to the model from now on. */
async function openHeld(page: Page, { models }: RunningRivulet) {
  const gate = createGate();
  models.serve('scripted', scriptModel(reply('Going on.', hold(gate), ' Done.')));
  const before = models.requests.length;
  await page.goto('/');
  return { chat: chatPage(page), gate, calls: () => models.requests.length - before };
}

async function expectClosedByClient({ models }: RunningRivulet): Promise<RecordedRequest> {
  const request = models.requests.at(-1);
  if (!request) throw new Error('The model was never asked.');
  await request.closed;
  expect(request.closedBy).toBe('client');
  return request;
}
