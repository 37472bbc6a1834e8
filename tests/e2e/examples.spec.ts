import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from '@playwright/test';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import type { ReplyEventBody } from '../../protocol/events.ts';
import { parseModelCatalog } from '../../protocol/models.ts';
import { encodeReplyEvent, EVENT_STREAM_HEADERS } from '../../protocol/sse.ts';
import { test, type ExamplePages } from './examplePages.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

test.describe('event-source', () => {
  test('[E1] events are shown as they come, and a lost connection misses none', async ({ page, pages }) => {
    await page.goto('event-source/');
    await expect(page.getByRole('status')).toHaveText('Connected');
    await askRivulet(pages, 'example-reply-1');
    await expect(eventsOf(page, 'example-reply-1')).toHaveText([/^reply-started /, /^reply-finished .*"done"/]);
    const last = await page.locator('#last').textContent();
    expect(Number(last)).toBeGreaterThan(1);

    const again = page.waitForRequest((request) => request.url().includes('/api/events'));
    cutConnections(pages);
    await expect(page.getByRole('status')).toHaveText('Reconnecting');
    await askRivulet(pages, 'example-reply-2');
    expect(await (await again).allHeaders()).toMatchObject({ 'last-event-id': last });
    await expect(eventsOf(page, 'example-reply-2')).toHaveText([/^reply-started /, /^reply-finished /]);
    await expect(eventsOf(page, 'example-reply-1')).toHaveCount(2);
    await expect(page.getByRole('status')).toHaveText('Connected');
  });

  test('[E1] a refusal, after which an EventSource gives up, misses none either', async ({ page, pages }) => {
    await page.goto('event-source/');
    await expect(page.getByRole('status')).toHaveText('Connected');
    await askRivulet(pages, 'example-reply-3');
    await expect(eventsOf(page, 'example-reply-3')).toHaveCount(2);
    await page.route('**/api/events*', (route) => route.fulfill({ status: 502 }), { times: 1 });
    const refused = page.waitForResponse((response) => response.status() === 502);
    cutConnections(pages);
    await refused;
    await askRivulet(pages, 'example-reply-4');
    await expect(eventsOf(page, 'example-reply-4')).toHaveCount(2);
    await expect(eventsOf(page, 'example-reply-3')).toHaveCount(2);
    await expect(page.getByRole('status')).toHaveText('Connected');
  });

  test('[E1] a change of the models is shown', async ({ page, pages }) => {
    await page.goto('event-source/');
    await expect(page.getByRole('status')).toHaveText('Connected');
    await writeFile(pages.settingsFile, '{}');
    await expect(page.getByRole('listitem').filter({ hasText: /^models-changed / })).toHaveCount(1);
  });
});

function eventsOf(page: Page, replyId: string): Locator {
  return page.getByRole('listitem').filter({ hasText: replyId });
}

test.describe('fetch-only', () => {
  test('[E2] a reply in chunks of one byte is whole', async ({ page }) => {
    const text = 'Grüße, 小溪 🌊, ';
    const stub = await serveFetchPage(async (response) => {
      const events: ReplyEventBody[] = [
        { type: 'reply-start', model: 'm' },
        { type: 'part-start', index: 0, part: { type: 'text', text: '' } },
        ...Array.from({ length: 10 }, () => ({ type: 'part-delta', index: 0, delta: text }) as const),
        { type: 'reply-end', finishReason: 'stop' },
      ];
      const stream = events.map((event, index) => encodeReplyEvent({ ...event, seq: index + 1 })).join('');
      for (const byte of new TextEncoder().encode(stream.replaceAll('\n', '\r\n'))) {
        response.write(Uint8Array.of(byte));
        // Lets each byte go into the socket on its own.
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    await page.goto(stub.address);
    await page.getByRole('button', { name: 'Ask' }).click();
    await expect(page.getByRole('status')).toHaveText('Reply ready');
    await expect(page.locator('#reply')).toHaveText(text.repeat(10).trim());
    stub.close();
  });

  test('[E4] Stop closes the connection and keeps what has come', async ({ page }) => {
    const reader = Promise.withResolvers<unknown>();
    const stub = await serveFetchPage((response) => {
      response.write(encodeReplyEvent({ type: 'part-start', index: 0, part: { type: 'text', text: 'Half' }, seq: 1 }));
      reader.resolve(once(response, 'close'));
      return Promise.resolve();
    });
    await page.goto(stub.address);
    await page.getByRole('button', { name: 'Ask' }).click();
    await expect(page.locator('#reply')).toHaveText('Half');
    await page.getByRole('button', { name: 'Stop' }).click();
    await reader.promise;
    await expect(page.getByRole('status')).toHaveText('Stopped');
    await expect(page.locator('#reply')).toHaveText('Half');
    await expect(page.getByRole('button', { name: 'Ask' })).toBeEnabled();
    stub.close();
  });

  test('[E3] a connection that ends too early is a failure, and what came is kept', async ({ page }) => {
    const stub = await serveFetchPage((response) => {
      response.end(encodeReplyEvent({ type: 'part-start', index: 0, part: { type: 'text', text: 'Half' }, seq: 1 }));
      return Promise.resolve();
    });
    await page.goto(stub.address);
    await page.getByRole('button', { name: 'Ask' }).click();
    await expect(page.getByRole('status')).toHaveText(/^Failed: .*ended before the reply did/);
    await expect(page.locator('#reply')).toHaveText('Half');
    stub.close();
  });

  test('[E2] [E3] it reads a running Rivulet', async ({ page }) => {
    await page.goto('fetch-only/');
    await page.getByRole('textbox', { name: 'Question' }).fill('2000 tokens/s, 200 tokens');
    await page.getByRole('button', { name: 'Ask' }).click();
    await expect(page.getByRole('status')).toHaveText('Reply ready');
    await expect(page.locator('#reply')).toContainText('Hello from the built-in demo');
  });
});

test('[E4] [E6] the ReadableStream server streams into the fetch page and hears its Stop', async ({ page }) => {
  const server = spawn(process.execPath, ['examples/readable-stream-server/server.ts'], {
    cwd: PROJECT,
    env: { ...process.env, PORT: '0', PACE_MS: '100' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => String((await lines.next()).value);
  await page.goto(/http:\S+/.exec(await nextLine())?.[0] ?? '');
  await page.getByRole('button', { name: 'Ask' }).click();
  await expect(page.getByRole('status')).toHaveText('Reply ready');
  await expect(page.locator('#reply')).toHaveText(/^A stream is .* 🌊$/);
  expect(await nextLine()).toMatch(/^written/);
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  expect(await nextLine()).toMatch(/^cancelled/);
  server.kill();
});

test.describe('own-backend', () => {
  test('[E7] a chat without our server streams, stops and says what went wrong', async ({
    page,
    pages: { models },
  }) => {
    const gate = createGate();
    models.serve('scripted', scriptModel(reply('First half.', hold(gate), ' Second half.')));
    await page.goto('own-backend/');
    const chat = chatIn(page.locator('body'));
    await ask(chat, 'Stop me');
    await expect(chat.lastBody).toHaveText('First half.');
    await chat.stop.click();
    await expect(chat.last).toHaveAttribute('data-status', 'stopped');
    await expect(chat.lastBody).toHaveText('First half.');
    await models.requests.at(-1)?.closed;
    expect(models.requests.at(-1)?.closedBy).toBe('client');

    models.serve('scripted', scriptModel(reply('Never'), { fault: '503' }));
    await ask(chat, 'Fail');
    await expect(chat.last.getByRole('alert')).toBeVisible();
    models.serve('scripted', scriptModel(reply('A **whole** answer.')));
    await chat.last.getByRole('button', { name: 'Retry' }).click();
    await expect(chat.last).toHaveAttribute('data-status', 'done');
    await expect(chat.lastBody).toHaveText('A whole answer.');
  });
});

test.describe('embed', () => {
  test('[E8] Stop and Esc reach only the chat they are used in', async ({ page, pages: { models } }) => {
    const gates = [createGate(), createGate()];
    models.serve('scripted', scriptModel(reply('Not yet.')));
    await page.goto('embed/');
    const chats = ['#sales', '#support'].map((host) => chatIn(page.locator(host)));
    for (const [index, chat] of chats.entries()) {
      const [gate] = gates.slice(index);
      models.serve('scripted', scriptModel(reply(`Half of ${index}.`, ...(gate ? [hold(gate)] : []), ' The rest.')));
      await ask(chat, `Question ${index}`);
      await expect(chat.lastBody).toHaveText(`Half of ${index}.`);
    }
    const [sales, support] = chats;
    if (!sales || !support) throw new Error('There are two chats.');
    await expect(sales.turns).toHaveCount(2);

    await support.message.press('Escape');
    await expect(support.last).toHaveAttribute('data-status', 'stopped');
    await expect(sales.last).toHaveAttribute('data-status', 'streaming');
    gates[0]?.release();
    await expect(sales.lastBody).toHaveText('Half of 0. The rest.');
    await expect(sales.last).toHaveAttribute('data-status', 'done');

    const gate = createGate();
    models.serve('scripted', scriptModel(reply('One more half.', hold(gate), ' The rest.')));
    for (const chat of chats) {
      await ask(chat, 'Again');
      await expect(chat.lastBody).toHaveText('One more half.');
    }
    await sales.stop.click();
    await expect(sales.last).toHaveAttribute('data-status', 'stopped');
    gate.release();
    await expect(support.lastBody).toHaveText('One more half. The rest.');
  });

  test('[E8] Esc in an open list of models closes it and stops nothing', async ({ page, pages: { models } }) => {
    const gate = createGate();
    models.serve('scripted', scriptModel(reply('Half.', hold(gate), ' The rest.')));
    await page.goto('embed/');
    const chat = chatIn(page.locator('#sales'));
    await ask(chat, 'Question');
    await expect(chat.lastBody).toHaveText('Half.');
    await chat.model.click();
    await page.keyboard.press('Escape');
    await expect(chat.model).toHaveAttribute('aria-expanded', 'false');
    await expect(chat.model).toBeFocused();
    await expect(chat.last).toHaveAttribute('data-status', 'streaming');
    gate.release();
  });

  test('[E9] the page’s styles stay out, its tokens come in', async ({ page, pages: { models } }) => {
    models.serve('scripted', scriptModel(reply('An answer with a [link](https://example.com) and `code`.')));
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('embed/');
    const [sales, support] = ['#sales', '#support'].map((host) => chatIn(page.locator(host)));
    if (!sales || !support) throw new Error('There are two chats.');
    await ask(sales, 'Hi');
    await expect(sales.last).toHaveAttribute('data-status', 'done');
    await expect(sales.lastBody).toHaveCSS('color', 'oklch(0.235 0.01 250)');
    await expect(sales.lastBody).toHaveCSS('text-transform', 'none');
    await expect(sales.lastBody).toHaveCSS('letter-spacing', 'normal');
    await expect(sales.lastBody).toHaveCSS('font-family', /^ui-sans-serif/);
    await expect(sales.last).toHaveCSS('border-top-width', '0px');
    await expect(sales.message).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
    // Tailwind's borders take their style from a custom property that is registered for the document.
    await expect(sales.composer).toHaveCSS('border-top-style', 'solid');
    // What the chat brings stays in it.
    await expect(page.getByRole('button', { name: 'button', exact: true })).toHaveCSS('border-top-style', 'dashed');
    await expect(page.locator('body')).toHaveCSS('margin-top', '8px');

    await sales.message.fill('A draft');
    await support.message.fill('A draft');
    await expect(sales.send).toHaveCSS('background-color', 'oklch(0.54 0.12 240)');
    await expect(support.send).toHaveCSS('background-color', 'oklch(0.5 0.16 300)');
    await expect(sales.composer).toHaveCSS('border-top-left-radius', '20px');
    await expect(support.composer).toHaveCSS('border-top-left-radius', '0px');
  });
});

function chatIn(area: Locator) {
  const turns = area.getByRole('article');
  return {
    message: area.getByRole('textbox', { name: 'Message', exact: true }),
    composer: area.getByRole('form', { name: 'Message' }),
    send: area.getByRole('button', { name: 'Send', exact: true }),
    stop: area.getByRole('button', { name: 'Stop', exact: true }),
    model: area.getByRole('button', { name: /^Model: / }),
    turns,
    last: turns.last(),
    lastBody: turns.last().locator('[data-reply-body]'),
  };
}

async function ask({ message, model }: ReturnType<typeof chatIn>, question: string): Promise<void> {
  // Before the list of models has come, nobody could answer.
  await expect(model).toHaveAccessibleName('Model: scripted');
  await message.fill(question);
  await message.press('Enter');
}

/** Has the Rivulet write a whole reply. */
async function askRivulet({ rivulet, models }: ExamplePages, replyId: string): Promise<void> {
  models.serve('scripted', scriptModel(reply('An answer.')));
  const catalog = parseModelCatalog(await (await fetch(`${rivulet}/api/models`)).json());
  const response = await fetch(`${rivulet}/api/replies`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      replyId,
      model: catalog?.models[0]?.id,
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
    }),
  });
  await response.text();
}

/** As when the network goes away. */
function cutConnections({ vite }: ExamplePages): void {
  if (vite.httpServer && 'closeAllConnections' in vite.httpServer) vite.httpServer.closeAllConnections();
}

/** The files of the fetch page, and `answer` behind it. */
async function serveFetchPage(answer: (response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1);
    if (name === 'api/replies') {
      response.writeHead(200, EVENT_STREAM_HEADERS);
      response.socket?.setNoDelay();
      void answer(response);
      return;
    }
    readFile(new URL(`../../examples/fetch-only/${name}`, import.meta.url)).then(
      (file) =>
        response.writeHead(200, { 'content-type': name.endsWith('.js') ? 'text/javascript' : 'text/html' }).end(file),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    address: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
