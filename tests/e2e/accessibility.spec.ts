import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

test('[X11] the thread is no live region while text streams; one status line says what happens', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('One two ', hold(gate), 'three.')));
  await page.goto('/');
  const chat = chatPage(page);
  await expect(chat.status).toHaveCount(1);
  await chat.ask('Say three words');
  await gate.reached;
  await expect(chat.status).toHaveText(/^Generating/);
  await expect(chat.lastReply).toHaveAttribute('aria-busy', 'true');
  const liveAround = 'xpath=ancestor-or-self::*[@aria-live or @role="log" or @role="status" or @role="alert"]';
  await expect(chat.lastBody.locator(liveAround)).toHaveCount(0);
  await expect(chat.thread.locator('[aria-live], [role=log], [role=status], [role=alert]')).toHaveCount(0);
  gate.release();
  await expect(chat.status).toHaveText('Reply ready, 3 words');
  await expect(chat.lastReply).toHaveAttribute('aria-busy', 'false');
  await expect(chat.thread).toHaveAttribute('data-message-count', '2');
});

test('[X11] [U17] five hundred deltas make two changes of what is live, and the end is said once', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  const deltas = Array.from({ length: 500 }, (_, at) => `word${at} `);
  const script = reply(...deltas.slice(0, 250), hold(gate), ...deltas.slice(250));
  rivulet.models.serve('scripted', scriptModel(script));
  await page.goto('/');
  const chat = chatPage(page);
  await expect(chat.status).toHaveCount(1);
  await page.evaluate(recordLiveChanges);
  await chat.ask('Many');
  await expect(chat.status).toHaveText('Generating');
  gate.release();
  await expect(chat.status).toHaveText('Reply ready, 500 words');
  await expect(chat.lastBody).toContainText('word499');
  const heard = await page.evaluate(() => (globalThis as { heard?: string[] }).heard);
  expect(heard).toEqual(['status: Generating', 'status: Reply ready, 500 words']);
});

/** Notes what a screen reader would be told from now on, in the page: every change of text in whatever is live. */
function recordLiveChanges(): void {
  const heard: string[] = [];
  Object.assign(globalThis, { heard });
  const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]';
  new MutationObserver((changes) => {
    const regions = changes.map(({ target }) =>
      (target instanceof Element ? target : target.parentElement)?.closest(live),
    );
    for (const region of new Set(regions)) {
      if (region) heard.push(`${region.getAttribute('role') ?? 'live'}: ${region.textContent}`);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

test('[X11] each turn is an article with a heading that says whose it is', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('Answer.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Question');
  await chat.expectStatus('done');
  await expect(page.getByRole('article', { name: 'You said' })).toHaveText(/Question/);
  await expect(page.getByRole('article', { name: 'Assistant said' })).toHaveText(/Answer\./);
  await expect(page.getByRole('heading', { name: 'You said' })).toHaveCount(1);
  for (const turn of await chat.turns.all()) await expect(turn).toHaveAttribute('data-message-id', /.{8,}/);
});
