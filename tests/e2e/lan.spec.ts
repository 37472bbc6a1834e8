import { hostname } from 'node:os';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

const TOKEN = 'a-long-random-text-of-the-tests';

/** A name by which other machines find this one. The browser is told where it is, so that no network is needed. */
const NAME = `${hostname().toLowerCase()}.local`;

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
    });
  },
});

test('[X13] over plain http in a LAN the link with the token lets in, and the page works without what needs a secure context', async ({
  page,
  context,
  watch,
  rivulet,
  startOwn,
}) => {
  const own = await startOwn({
    OPENAI_BASE_URL: rivulet.models.baseUrl,
    OPENAI_MODEL: 'scripted',
    HOST: '0.0.0.0',
    RIVULET_TOKEN: TOKEN,
  });
  const origin = `http://${NAME}:${own.port}`;
  watch.origins.add(origin);
  // The browser's own words on the answer without the token, and on a header that only https makes use of.
  watch.expected.push(/Failed to load resource: .* 401/, /^The Cross-Origin-Opener-Policy header has been ignored/);
  const chat = chatPage(page);

  await page.goto(origin);
  await expect(page.getByRole('heading', { name: 'Token needed' })).toBeVisible();
  await page.goto(`${origin}/?token=a-wrong-one`);
  await expect(page.getByRole('heading', { name: 'Token needed' })).toBeVisible();
  await page.goto(`${origin}/?token=${TOKEN}`);
  await expect(page).toHaveURL(`${origin}/`);
  await expect(chat.button('Model: scripted')).toBeVisible();
  expect(await context.cookies()).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }]);
  const missing = await page.evaluate(() => ({
    isSecureContext,
    randomUUID: 'randomUUID' in crypto,
    locks: 'locks' in navigator,
    clipboard: 'clipboard' in navigator,
  }));
  expect(missing).toEqual({ isSecureContext: false, randomUUID: false, locks: false, clipboard: false });

  rivulet.models.serve('scripted', scriptModel(reply('An answer with **marks**.')));
  await chat.ask('From the sofa');
  await expect(chat.lastBody).toHaveText('An answer with marks.');
  await chat.expectStatus('done');
  await chat.lastReply.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(chat.status).toHaveText('Copied');
  await chat.message.focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(chat.message).toHaveValue('An answer with **marks**.');

  rivulet.models.serve('scripted', scriptModel(reply('Half.', hold(createGate()))));
  await chat.ask('And stop');
  await expect(chat.lastBody).toHaveText('Half.');
  await chat.stop.click();
  await chat.expectStatus('stopped');
  const request = rivulet.models.requests.at(-1);
  await request?.closed;
  expect(request?.closedBy).toBe('client');
  await page.reload();
  await expect(chat.turns).toHaveCount(4);
  await chat.expectStatus('stopped');
});
