import { createBrowserProcess } from '../../bench/chaos/browser/createBrowserProcess.ts';
import { createServerProcess, type ServerProcess } from '../../bench/chaos/browser/createServerProcess.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test as base } from './rivulet.ts';

/** A server in a process of its own, so that it can be killed. */
const test = base.extend<{ server: ServerProcess & { readonly address: string } }>({
  server: async ({ rivulet, watch, context }, use) => {
    watch.expected.push(/net::ERR_/, /Failed to load resource/);
    const server = await createServerProcess(rivulet.models.baseUrl);
    await server.start();
    const address = `http://127.0.0.1:${server.port}`;
    watch.origins.add(address);
    await use({ ...server, address });
    await Promise.all(context.pages().map((page) => page.close()));
    await server.close();
  },
});

test('[X18] a server that is killed in mid-stream: every tab keeps what it had, as interrupted once the server is back, and Continue goes on', async ({
  context,
  rivulet,
  server,
}) => {
  rivulet.models.serve('scripted', scriptModel(reply('Before the end.', hold(createGate()), ' Never.')));
  const pages = [await context.newPage(), await context.newPage()] as const;
  const [here, there] = [chatPage(pages[0]), chatPage(pages[1])];
  await pages[0].goto(server.address);
  await here.ask('Go on');
  await expect(here.lastBody).toHaveText('Before the end.');
  await pages[1].goto(pages[0].url());
  await expect(there.lastBody).toHaveText('Before the end.');
  server.kill();
  for (const chat of [here, there]) {
    await expect(chat.lastReply).toContainText('Reconnecting…');
    await expect(chat.lastBody).toHaveText('Before the end.');
  }
  await server.start();
  for (const chat of [here, there]) {
    await chat.expectStatus('interrupted');
    await expect(chat.lastBody).toHaveText('Before the end.');
  }
  rivulet.models.serve('scripted', scriptModel(reply('After it.')));
  await there.button('Continue').click();
  for (const chat of [there, here]) {
    await chat.expectStatus('done');
    await expect(chat.lastBody).toHaveText(/^Before the end\..*After it\.$/);
  }
});

test('[X18] a browser that is killed in mid-stream has what it had shown, also when the server has forgotten the reply', async ({
  rivulet,
  server,
}) => {
  const words = Array.from({ length: 60 }, (_, index) => `w${index} `);
  rivulet.models.serve('scripted', scriptModel(reply(...words, hold(createGate()), 'Never.')));
  const browser = await createBrowserProcess();
  try {
    await browser.start(() => Promise.resolve());
    const page = await browser.context.newPage();
    const asking = page.waitForRequest((request) => request.method() === 'POST');
    await page.goto(server.address);
    await chatPage(page).ask('Kill me');
    await expect(chatPage(page).lastBody).toHaveText(/w59$/);
    // It says when that is: a killed browser has no time left for anything.
    await page.waitForFunction(isOnDisk, 'w59');
    // The promise is for what was shown for 250 ms: a relaxed write is seen by readers before the browser has handed it on.
    await page.waitForTimeout(250);
    const url = page.url();
    await browser.kill();
    const { replyId } = (await asking).postDataJSON() as { readonly replyId: string }; // The page's own request.
    const forgotten = await fetch(`${server.address}/api/replies/${replyId}`, { method: 'DELETE' });
    expect(forgotten.ok).toBe(true);

    rivulet.models.serve('scripted', scriptModel(reply('And on.')));
    await browser.start(() => Promise.resolve());
    const again = await browser.context.newPage();
    await again.goto(url);
    const chat = chatPage(again);
    await chat.expectStatus('interrupted');
    await expect(chat.lastBody).toHaveText(words.join('').trimEnd());
    await chat.button('Continue').click();
    await chat.expectStatus('done');
    await expect(chat.lastBody).toHaveText(/^w0 w1 .*w59 And on\.$/);
  } finally {
    await browser.close();
  }
});

test('[X17] a tab that is really hidden and shown a hundred times asks once, opens no further connection, and has the whole reply', async ({
  rivulet,
  server,
}) => {
  test.slow();
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('Seen', hold(gate), ' and unseen.')));
  const calls = rivulet.models.requests.length;
  const browser = await createBrowserProcess({ hidesTabs: true });
  try {
    await browser.start(() => Promise.resolve());
    const page = await browser.context.newPage();
    const other = await browser.context.newPage();
    const requests: string[] = [];
    page.on('request', (request) => request.url().includes('/api/replies') && requests.push(request.method()));
    await page.bringToFront();
    await page.goto(server.address);
    const chat = chatPage(page);
    await chat.ask('Look away');
    await expect(chat.lastBody).toHaveText('Seen');
    for (let cycle = 0; cycle < 100; cycle += 1) {
      for (const [front, state] of [
        [other, 'hidden'],
        [page, 'visible'],
      ] as const) {
        const turned = page.evaluate(untilSight, state);
        await front.bringToFront();
        await turned;
      }
    }
    gate.release();
    await chat.expectStatus('done');
    await expect(chat.lastBody).toHaveText('Seen and unseen.');
    expect(rivulet.models.requests.length - calls).toBe(1);
    expect(requests).toEqual(['POST']);
  } finally {
    await browser.close();
  }
});

/** Runs in the page: resolves when it is hidden, or shown. */
function untilSight(state: 'hidden' | 'visible'): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.visibilityState !== state) return;
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    look();
  });
}

/** Runs in the page: whether its database holds a text in a growing reply. */
async function isOnDisk(text: string): Promise<boolean> {
  const opening = indexedDB.open('rivulet');
  const rows = await new Promise<readonly unknown[]>((resolve) => {
    opening.addEventListener('success', () => {
      const all = opening.result.transaction('chunks').objectStore('chunks').getAll();
      all.addEventListener('success', () => resolve(all.result));
    });
  });
  opening.result.close();
  return JSON.stringify(rows).includes(text);
}
