import type { Page, Request } from '@playwright/test';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test, type RunningRivulet } from './rivulet.ts';

// Twenty pages that are all drawn and recorded cost more than what is tested here.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Lets a test say whether a page is seen: a browser without a screen shows all of its pages. */
const VISIBILITY = `(() => {
  let isHidden = false;
  Object.defineProperty(document, 'hidden', { get: () => isHidden });
  Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') });
  window.addEventListener('test-visibility', ({ detail }) => {
    isHidden = detail === 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
  });
})()`;

function setVisibility(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  return page.evaluate((detail) => void window.dispatchEvent(new CustomEvent('test-visibility', { detail })), state);
}

/** How many connections pages hold open for replies. */
function watchStreams(pages: readonly Page[]) {
  let replies = 0;
  const isStream = (url: string): boolean => url.includes('/api/replies') && !/follow=0|\/stop/.test(url);
  const count = (by: number) => (request: Request) => {
    if (isStream(request.url())) replies += by;
  };
  for (const page of pages) {
    page.on('request', count(1)).on('requestfinished', count(-1)).on('requestfailed', count(-1));
  }
  return {
    get replies() {
      return replies;
    },
  };
}

/** One of many tabs, each with a chat of its own. */
interface Tab {
  readonly chat: ReturnType<typeof chatPage>;
  readonly question: string;
}

/** Stops a tab's reply. Gives how long it took until the model saw its connection closed, in milliseconds. */
async function stopAndClock({ chat, question }: Tab, { models }: RunningRivulet): Promise<number> {
  const request = models.requests.find(({ body }) => JSON.stringify(body ?? null).includes(`"${question}"`));
  const pressedMs = await chat.stop.evaluate((button) => {
    button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return Date.now();
  });
  await request?.closed;
  expect(request?.closedBy).toBe('client');
  await chat.expectStatus('stopped');
  return Math.round((request?.closedAtMs ?? NaN) - pressedMs);
}

const TABS = 20;

test('[G12] twenty chats stream in twenty tabs; a new tab loads, Stop is heard at once, and no text is lost or mixed', async ({
  context,
  rivulet,
}) => {
  test.slow();
  const half = createGate();
  const end = createGate();
  rivulet.models.serve(
    'scripted',
    scriptModel(({ messages }) =>
      reply(`Answer to ${messages.at(-1)?.content ?? ''}: one`, hold(half), ', two', hold(end), ', three.'),
    ),
  );
  const pages: Page[] = [];
  for (let n = 0; n < TABS; n += 1) pages.push(await context.newPage());
  const streams = watchStreams(pages);
  const tabs = pages.map((page, n) => ({ page, chat: chatPage(page), question: `q${n + 1}.` }));
  for (const { page, chat, question } of tabs) {
    await page.bringToFront();
    await page.goto('/');
    await chat.ask(question);
    await expect(chat.lastBody).toHaveText(`Answer to ${question}: one`);
  }
  await expect
    .poll(() => streams.replies, 'four replies hold a connection, the others are read in pieces')
    .toBeLessThanOrEqual(4);

  const asked = Date.now();
  const extra = await context.newPage();
  await extra.goto('/');
  await expect(chatPage(extra).message).toBeEditable();
  const loadedMs = Date.now() - asked;
  await expect(chatPage(extra).chats.getByRole('link', { name: /Generating/ })).toHaveCount(TABS);

  half.release();
  for (const { chat, question } of tabs) {
    await expect(chat.lastBody).toHaveText(`Answer to ${question}: one, two`);
  }

  // One of the first tabs, which has a connection, and one of the last, which has none.
  const stopped = [tabs.at(0), tabs.at(-1)];
  const stopMs = [];
  for (const tab of stopped) if (tab) stopMs.push(await stopAndClock(tab, rivulet));
  const description = `a new tab loads in ${loadedMs} ms, Stop closes the model's connection in ${stopMs.join(' and ')} ms`;
  test.info().annotations.push({ type: 'measured', description });

  end.release();
  for (const tab of tabs) {
    const isStopped = stopped.includes(tab);
    await tab.chat.expectStatus(isStopped ? 'stopped' : 'done');
    await expect(tab.chat.lastBody).toHaveText(`Answer to ${tab.question}: one, two${isStopped ? '' : ', three.'}`);
  }
  await expect(chatPage(extra).chats.getByRole('link', { name: /Generating/ })).toHaveCount(0);
  expect(streams.replies).toBe(0);
});

test('[G12] more chats than a browser has connections stream in one tab, each with its own text, whichever is in sight', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve(
    'scripted',
    scriptModel(({ messages }) => reply(`Answer to ${messages.at(-1)?.content ?? ''}: one`, hold(gate), ', two.')),
  );
  const questions = Array.from({ length: 8 }, (_, n) => `q${n + 1}.`);
  await page.goto('/');
  const chat = chatPage(page);
  const rowOf = (question: string) => chat.chats.getByRole('link', { name: question });
  for (const question of questions) {
    await chat.button('New chat').click();
    await chat.ask(question);
    await expect(chat.lastBody).toHaveText(`Answer to ${question}: one`);
  }
  await expect(chat.chats.getByRole('link', { name: /Generating/ })).toHaveCount(questions.length);
  await rowOf('q1.').click();
  await chat.stop.click();
  await chat.expectStatus('stopped');
  gate.release();
  await expect(chat.chats.getByRole('link', { name: /Unread/ })).toHaveCount(questions.length - 1);
  for (const question of questions.slice(1)) {
    await rowOf(question).click();
    await expect(chat.lastBody).toHaveText(`Answer to ${question}: one, two.`);
  }
  await expect(chat.chats.getByRole('link', { name: /Unread/ })).toHaveCount(0);
});

test('[G13] two tabs of one chat show the same text as it grows, and Stop in one of them ends it in both', async ({
  context,
  rivulet,
}) => {
  const gates = [createGate(), createGate()] as const;
  rivulet.models.serve('scripted', scriptModel(reply('One', hold(gates[0]), ', two', hold(gates[1]), ', never.')));
  const [page, other] = [await context.newPage(), await context.newPage()];
  const [here, there] = [chatPage(page), chatPage(other)];
  await page.goto('/');
  await here.ask('Both');
  await expect(here.lastBody).toHaveText('One');
  await other.goto(page.url());
  await expect(there.lastBody).toHaveText('One');
  gates[0].release();
  for (const chat of [here, there]) await expect(chat.lastBody).toHaveText('One, two');
  await there.stop.click();
  for (const chat of [there, here]) {
    await chat.expectStatus('stopped');
    await expect(chat.lastBody).toHaveText('One, two');
  }
  const request = rivulet.models.requests.at(-1);
  await request?.closed;
  expect(request?.closedBy).toBe('client');
});

test('[G4] a question of one tab appears in the other, and so does its deletion', async ({ context, rivulet }) => {
  rivulet.models.serve(
    'scripted',
    scriptModel((request) => reply(`Answer to ${request.messages.at(-1)?.content ?? ''}.`)),
  );
  const [page, other] = [await context.newPage(), await context.newPage()];
  const [here, there] = [chatPage(page), chatPage(other)];
  await page.goto('/');
  await here.ask('first');
  await here.expectStatus('done');
  await other.goto(page.url());
  await expect(there.lastBody).toHaveText('Answer to first.');
  await there.ask('second');
  await expect(here.lastBody).toHaveText('Answer to second.');
  await expect(here.turns).toHaveCount(4);
  await page.bringToFront();
  await here.chats.getByRole('link').hover();
  await here.chats.getByRole('button', { name: 'Delete' }).click();
  await expect(there.chats.getByRole('link')).toHaveCount(0);
  await expect(there.turns).toHaveCount(0);
  await here.button('Undo').click();
  await expect(there.chats.getByRole('link')).toHaveCount(1);
});

test('[G10] the list of chats marks what is generating, here and elsewhere, and what has ended unseen', async ({
  context,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('Half', hold(gate), ' and whole.')));
  const [page, other] = [await context.newPage(), await context.newPage()];
  await other.goto('/');
  await page.goto('/');
  const [here, there] = [chatPage(page), chatPage(other)];
  await here.ask('Marked');
  await expect(here.lastBody).toHaveText('Half');
  for (const chat of [here, there]) {
    await expect(chat.chats.getByRole('link', { name: 'Marked Generating' })).toBeVisible();
  }
  await here.button('New chat').click();
  gate.release();
  for (const chat of [here, there]) await expect(chat.chats.getByRole('link', { name: 'Marked Unread' })).toBeVisible();
  await other.reload();
  await expect(there.chats.getByRole('link', { name: 'Marked Unread' })).toBeVisible();
  await other.bringToFront();
  await there.chats.getByRole('link').click();
  await expect(there.lastBody).toHaveText('Half and whole.');
  for (const chat of [here, there]) await expect(chat.chats.getByRole('link')).toHaveText('Marked');
});

test('[G6] hidden tabs give their connections to a tab that is seen, and come back exactly', async ({
  context,
  rivulet,
}) => {
  const gates = [createGate(), createGate()] as const;
  rivulet.models.serve('scripted', scriptModel(reply('One', hold(gates[0]), ', two', hold(gates[1]), ', three.')));
  await context.addInitScript(VISIBILITY);
  const pages: Page[] = [];
  for (let n = 0; n < 5; n += 1) pages.push(await context.newPage());
  const [seen, ...hidden] = pages.toReversed();
  if (!seen) throw new Error('No page.');
  const streams = watchStreams([seen]);
  for (const page of hidden) {
    await page.goto('/');
    await chatPage(page).ask('Hidden');
    await expect(chatPage(page).lastBody).toHaveText('One');
    await setVisibility(page, 'hidden');
  }
  await seen.goto('/');
  await chatPage(seen).ask('Seen');
  await expect.poll(() => streams.replies, 'the tab that is seen has a connection of its own').toBe(1);
  gates[0].release();
  for (const page of pages) await expect(chatPage(page).lastBody).toHaveText('One, two');
  for (const page of hidden) await setVisibility(page, 'visible');
  gates[1].release();
  for (const page of pages) {
    await chatPage(page).expectStatus('done');
    await expect(chatPage(page).lastBody).toHaveText('One, two, three.');
  }
});
