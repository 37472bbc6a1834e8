import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment, type Variables } from '../../server/config/readEnvironment.ts';
import { linksOf } from '../../server/linksOf.ts';
import { startRivulet, type Rivulet } from '../../server/startRivulet.ts';
import { builtPage } from './builtPage.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

async function start(variables: Variables, distDir?: string): Promise<Rivulet & { readonly directory: string }> {
  const directory = await temporaryDirectory();
  const environment = readEnvironment({ PORT: '0', RIVULET_DISCOVERY: 'off', ...variables }, directory);
  const rivulet = await startRivulet(environment, distDir ?? (await builtPage()));
  onTestFinished(() => rivulet.close());
  return { ...rivulet, directory };
}

const urlOf = ({ port }: Rivulet, path: string): string => `http://127.0.0.1:${port}${path}`;

test('[H24] a started Rivulet serves the page and the built-in models, and closing it frees the port', async () => {
  const rivulet = await start({});
  const page = await fetch(urlOf(rivulet, '/'), { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('<title>Rivulet</title>');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const catalog: unknown = await (await fetch(urlOf(rivulet, '/api/models'))).json();
  expect(catalog).toMatchObject({
    models: [
      { id: 'built-in/showcase', demo: true },
      { id: 'built-in/tiny', demo: true },
    ],
    settings: { path: join(rivulet.directory, 'rivulet.config.json') },
  });
  await rivulet.close();
  await expect(fetch(urlOf(rivulet, '/healthz'))).rejects.toThrow('fetch failed');
});

test('[H4] a provider that is written into the settings file is there at the next look', async () => {
  const rivulet = await start({});
  const providers = [{ id: 'mine', baseUrl: urlOf(rivulet, '/v1'), models: ['some-model'] }];
  await writeFile(join(rivulet.directory, 'rivulet.config.json'), JSON.stringify({ providers }));
  const catalog: unknown = await (await fetch(urlOf(rivulet, '/api/models'))).json();
  expect(catalog).toHaveProperty('models.0.id', 'mine/some-model');
});

test('[S24] a reply that was left is stopped after the time that the settings file names', async () => {
  const rivulet = await start({});
  const settings = JSON.stringify({ stopWithoutViewersAfterMinutes: 0.0005 });
  await writeFile(join(rivulet.directory, 'rivulet.config.json'), settings);
  const feed = await fetch(urlOf(rivulet, '/api/events'));
  const messages = [{ role: 'user', parts: [{ type: 'text', text: '10 tokens/s, 2000 tokens' }] }];
  const reply = await fetch(urlOf(rivulet, '/api/replies'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ replyId: 'left-alone', model: 'built-in/showcase', messages, params: {} }),
  });
  await reply.body?.cancel();
  let heard = '';
  for await (const text of feed.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    heard += text;
    if (heard.includes('reply-finished')) break;
  }
  expect(heard).toMatch(/event: reply-finished\ndata: .*"replyId":"left-alone".*"stopped"/);
});

test('[H22] other machines are let in only with a token', async () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'box.lan']) {
    await expect(start({ HOST: host })).rejects.toMatchObject({
      code: 'token-needed',
      message: expect.stringMatching(
        /^HOST=\S+ lets other machines in, so Rivulet needs a token: set RIVULET_TOKEN/,
      ) as unknown,
    });
  }
});

test('[H22] with a token it listens on all interfaces and asks everyone for it', async () => {
  const rivulet = await start({ HOST: '0.0.0.0', RIVULET_TOKEN: 'open-sesame' });
  expect((await fetch(urlOf(rivulet, '/'))).status).toBe(401);
  const link = await fetch(urlOf(rivulet, '/?token=open-sesame'), { redirect: 'manual' });
  const [cookie = ''] = link.headers.get('set-cookie')?.split(';') ?? [];
  expect((await fetch(urlOf(rivulet, '/api/models'), { headers: { cookie } })).status).toBe(200);
});

test('[H25] without a built page nothing is started', async () => {
  await expect(start({}, await temporaryDirectory())).rejects.toMatchObject({ code: 'not-built' });
});

test('[H23] a port that is taken is named', async () => {
  const { port } = await start({});
  await expect(start({ PORT: String(port) })).rejects.toMatchObject({
    code: 'port-taken',
    message: `Port ${port} is taken by another program. Stop it, or set PORT to a free one: PORT=${port + 1} npm start`,
  });
});

test('[H25] an address that is not of this machine is named', async () => {
  await expect(start({ HOST: '192.0.2.1', RIVULET_TOKEN: 'open-sesame' })).rejects.toMatchObject({
    code: 'cannot-listen',
    message: 'HOST=192.0.2.1 is no address of this machine (EADDRNOTAVAIL). Mend HOST.',
  });
});

test('[H24] the links name what a person can open, with the token', () => {
  expect(linksOf({ host: '127.0.0.1' }, 3210)).toEqual(['http://127.0.0.1:3210/']);
  expect(linksOf({ host: '::1', token: 'a+b' }, 80)).toEqual(['http://[::1]:80/?token=a%2Bb']);
  expect(linksOf({ host: '0.0.0.0', token: 'x' }, 3210)[0]).toBe('http://127.0.0.1:3210/?token=x');
});
