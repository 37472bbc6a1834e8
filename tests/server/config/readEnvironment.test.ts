import { expect, test } from 'vitest';
import { ConfigError } from '../../../server/config/ConfigError.ts';
import { readEnvironment, type Variables } from '../../../server/config/readEnvironment.ts';

const read = (variables: Variables): ReturnType<typeof readEnvironment> => readEnvironment(variables, '/home/ada');

test('[H1] an empty environment means this machine, port 3210, no provider, and a settings file and a data folder in the working directory', () => {
  const variables = { PATH: '/bin', OPENAI_API_KEY: '', PORT: ' ', RIVULET_TOKEN: '' };
  expect(read(variables)).toEqual({
    port: 3210,
    host: '127.0.0.1',
    settings: { path: '/home/ada/rivulet.config.json', named: false },
    dataFolder: '/home/ada/.rivulet',
    discovery: true,
    variables,
  });
});

test('[H1] a key alone means OpenAI itself, an address alone a server without a key', () => {
  expect(read({ OPENAI_API_KEY: ' sk-1\n' }).openai).toEqual({ baseUrl: 'https://api.openai.com/v1', key: 'sk-1' });
  expect(read({ OPENAI_BASE_URL: 'http://box:8000', OPENAI_MODEL: 'qwen' }).openai).toEqual({
    baseUrl: 'http://box:8000/v1',
    key: '',
    model: 'qwen',
  });
  expect(read({ OPENAI_MODEL: 'qwen' }).openai).toBeUndefined();
});

test('[H1] every variable that is set is taken', () => {
  const environment = read({
    PORT: '0',
    HOST: '0.0.0.0',
    RIVULET_TOKEN: 'open-sesame',
    RIVULET_CONFIG: 'etc/mine.json',
    RIVULET_DATA: 'var/rivulet',
    RIVULET_DISCOVERY: 'OFF',
  });
  expect(environment).toMatchObject({
    port: 0,
    host: '0.0.0.0',
    token: 'open-sesame',
    settings: { path: '/home/ada/etc/mine.json', named: true },
    dataFolder: '/home/ada/var/rivulet',
    discovery: false,
  });
});

test('[H1] localhost is 127.0.0.1, and an IPv6 address may stand in brackets', () => {
  expect(read({ HOST: 'LocalHost' }).host).toBe('127.0.0.1');
  expect(read({ HOST: '[::1]' }).host).toBe('::1');
  expect(read({ HOST: 'box.lan' }).host).toBe('box.lan');
});

test.each([
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '3210x'],
  ['PORT', '80.5'],
  ['HOST', 'http://127.0.0.1'],
  ['HOST', '127.0.0.1:3210'],
  ['HOST', 'a b'],
  ['RIVULET_TOKEN', 'marker; Path=/'],
  ['RIVULET_TOKEN', 'marker märker'],
  ['RIVULET_DISCOVERY', 'perhaps'],
  ['OPENAI_API_KEY', 'marker\u2013key'],
  ['OPENAI_API_KEY', 'marker key'],
  ['OPENAI_BASE_URL', 'ftp://marker/v1'],
  ['OPENAI_BASE_URL', 'https://ada:marker@api.example.com/v1'],
])('[H1] %s=%s is refused by its name', (name, value) => {
  const attempt = (): unknown => read({ [name]: value });
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(new RegExp(`^${name}: expected `));
  expect(attempt).not.toThrow(/marker/);
});
