import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSettingsFile } from '../../../server/config/settingsFile.ts';
import { temporaryDirectory } from '../temporaryDirectory.ts';

const withKey = (apiKey: string): string =>
  JSON.stringify({ providers: [{ id: 'a', baseUrl: 'https://a.example/v1', apiKey }] });

test('[H4] a file that is not there means no settings, and is an error only when a person named it', async () => {
  const path = join(await temporaryDirectory(), 'rivulet.config.json');
  expect(await createSettingsFile(path).read()).toEqual({ settings: { providers: [] } });
  expect(await createSettingsFile(path, { named: true }).read()).toEqual({
    settings: { providers: [] },
    error: 'rivulet.config.json: does not exist, but RIVULET_CONFIG names it.',
  });
});

test('[H4] a change is seen at the next look, also when it keeps size and time', async () => {
  const path = join(await temporaryDirectory(), 'rivulet.config.json');
  const file = createSettingsFile(path);
  const time = new Date(2020, 1, 1);
  const write = async (key: string): Promise<void> => {
    await writeFile(`${path}.new`, withKey(key));
    await utimes(`${path}.new`, time, time);
    await rename(`${path}.new`, path);
  };
  await write('key-1');
  expect((await file.read()).settings.providers[0]?.apiKey).toBe('key-1');
  await write('key-2');
  expect((await file.read()).settings.providers[0]?.apiKey).toBe('key-2');
  await rm(path);
  expect((await file.read()).settings.providers).toEqual([]);
});

test('[H4] the same reading comes back while nothing changes, also to callers at once', async () => {
  const path = join(await temporaryDirectory(), 'rivulet.config.json');
  await writeFile(path, withKey('key-1'));
  const file = createSettingsFile(path);
  const [first, second] = await Promise.all([file.read(), file.read()]);
  expect(second).toBe(first);
  expect(await file.read()).toBe(first);
});

test('[H4] a broken file keeps the last good settings and says what is wrong, until it is mended', async () => {
  const path = join(await temporaryDirectory(), 'rivulet.config.json');
  const file = createSettingsFile(path);
  await writeFile(path, withKey('key-1'));
  const good = await file.read();
  await writeFile(path, '{"providers": [{"id": "a"}]}');
  expect(await file.read()).toEqual({
    settings: good.settings,
    error: 'rivulet.config.json: providers[0].baseUrl: is missing.',
  });
  await writeFile(path, withKey('key-2'));
  const mended = await file.read();
  expect(mended.settings.providers[0]?.apiKey).toBe('key-2');
  expect(mended.error).toBeUndefined();
});

test('[H4] something that is no file is an error, not a crash', async () => {
  const path = join(await temporaryDirectory(), 'rivulet.config.json');
  await mkdir(path);
  expect((await createSettingsFile(path).read()).error).toBe('rivulet.config.json: cannot be read (EISDIR).');
});
