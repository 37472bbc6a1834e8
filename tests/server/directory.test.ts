import { expect, test, vi } from 'vitest';
import { readEnvironment, type Variables } from '../../server/config/readEnvironment.ts';
import { parseSettings } from '../../server/config/parseSettings.ts';
import type { SettingsFile, SettingsReading } from '../../server/config/settingsFile.ts';
import { createUpstreamDirectory } from '../../server/directory.ts';
import { HttpGetError } from '../../server/directory/httpGet.ts';
import type { UpstreamDirectory } from '../../server/UpstreamDirectory.ts';
import { createFakeNetwork, type FakeAnswer, type FakeNetwork } from './directory/fakeNetwork.ts';
import { createFakeTimers, type FakeTimers } from './fakeTimers.ts';

const BUILT_IN = 'http://127.0.0.1:9/v1';
const OLLAMA = 'http://127.0.0.1:11434/v1';
const OPENAI = 'https://api.openai.com/v1';
const GROQ = { id: 'groq', baseUrl: 'https://api.groq.com/openai/v1' };

interface Bench {
  readonly directory: UpstreamDirectory;
  readonly network: FakeNetwork;
  readonly timers: FakeTimers;
  /** Replaces the settings, as a change of the file would. */
  readonly setSettings: (providers: readonly object[], error?: string) => void;
}

function createBench(
  places: Readonly<Record<string, FakeAnswer>>,
  { variables = {}, providers = [] }: { variables?: Variables; providers?: readonly object[] } = {},
): Bench {
  const network = createFakeNetwork({ [BUILT_IN]: ['tiny', 'showcase'], ...places });
  const timers = createFakeTimers();
  let reading: SettingsReading = { settings: parseSettings(JSON.stringify({ providers })) };
  const settings: SettingsFile = { path: '/home/ada/rivulet.config.json', read: async () => reading };
  const directory = createUpstreamDirectory({
    environment: readEnvironment(variables, '/home/ada'),
    settings,
    builtInBaseUrl: BUILT_IN,
    getText: network.getText,
    timers,
  });
  return {
    directory,
    network,
    timers,
    setSettings(next, error) {
      reading = { settings: parseSettings(JSON.stringify({ providers: next })), ...(error ? { error } : {}) };
    },
  };
}

const idsOf = ({ models }: { models: readonly { id: string }[] }): string[] => models.map(({ id }) => id);

test('[H9] with nothing configured and nothing found the built-in models are there, marked as a demo', async () => {
  const { directory } = createBench({});
  expect(await directory.catalog()).toEqual({
    models: [
      {
        id: 'built-in/showcase',
        name: 'Showcase',
        provider: 'built-in',
        description: 'A long sample reply with everything a reply can hold',
        demo: true,
      },
      {
        id: 'built-in/tiny',
        name: 'Tiny',
        provider: 'built-in',
        description: '1 million parameters: fluent nonsense, real streaming',
        prefill: true,
        demo: true,
      },
    ],
    providers: [{ id: 'built-in', label: 'Built-in', origin: 'built-in', state: 'ready' }],
    settings: { path: '/home/ada/rivulet.config.json' },
  });
});

test('[H9] models come in the order configured, found, built-in', async () => {
  const { directory } = createBench(
    { [OPENAI]: ['gpt-5'], [GROQ.baseUrl]: ['llama'], [OLLAMA]: ['qwen3:8b'] },
    { variables: { OPENAI_API_KEY: 'sk-1' }, providers: [GROQ] },
  );
  const catalog = await directory.catalog();
  expect(idsOf(catalog)).toEqual([
    'openai/gpt-5',
    'groq/llama',
    'ollama/qwen3:8b',
    'built-in/showcase',
    'built-in/tiny',
  ]);
  expect(catalog.providers.map(({ label, origin }) => [label, origin])).toEqual([
    ['OpenAI', 'configured'],
    ['Groq', 'configured'],
    ['Ollama', 'found'],
    ['Built-in', 'built-in'],
  ]);
});

test('[H9] a model that the settings name comes first and is there whatever the upstream lists', async () => {
  const variables = { OPENAI_API_KEY: 'sk-1', OPENAI_MODEL: 'gpt-6' };
  const providers = [{ ...GROQ, models: ['mine', 'b', 'mine'] }];
  const { directory } = createBench({ [OPENAI]: 500, [GROQ.baseUrl]: ['a', 'b'] }, { variables, providers });
  const catalog = await directory.catalog();
  expect(idsOf(catalog).slice(0, 4)).toEqual(['openai/gpt-6', 'groq/mine', 'groq/b', 'groq/a']);
  expect(catalog.providers[0]?.state).toBe('failed');
});

test('[H6] a provider of the settings file with the id openai takes the place of the environment', async () => {
  const { directory, setSettings } = createBench({}, { variables: { OPENAI_API_KEY: 'sk-old' } });
  expect((await directory.resolve('openai/gpt-5'))?.upstream).toMatchObject({
    key: 'sk-old',
    keySetting: 'OPENAI_API_KEY',
  });
  setSettings([{ id: 'openai', label: 'Mine', baseUrl: OPENAI, apiKey: 'sk-new' }]);
  expect((await directory.resolve('openai/gpt-5'))?.upstream).toMatchObject({
    label: 'Mine',
    key: 'sk-new',
    keySetting: 'apiKey of "openai" in the settings file',
  });
  expect((await directory.catalog()).providers.map(({ id }) => id)).toEqual(['openai', 'built-in']);
});

test('[H6] a key can come from a variable; one that is not set or cannot be sent is no key', async () => {
  const providers = [
    { ...GROQ, apiKeyEnv: 'GROQ_KEY' },
    { id: 'b', baseUrl: 'http://b.example', apiKeyEnv: 'NO_SUCH' },
    { id: 'c', baseUrl: 'http://c.example', apiKeyEnv: 'BROKEN' },
  ];
  const variables = { GROQ_KEY: ' gsk-1\n', BROKEN: 'two words' };
  const { directory } = createBench({}, { variables, providers });
  expect((await directory.resolve('groq/x'))?.upstream).toMatchObject({ key: 'gsk-1', keySetting: 'GROQ_KEY' });
  expect((await directory.resolve('b/x'))?.upstream).toMatchObject({ key: '', keySetting: 'NO_SUCH' });
  expect((await directory.resolve('c/x'))?.upstream.key).toBe('');
});

test('[H6] the request for the list carries the key as the provider wants it', async () => {
  const { directory, network } = createBench({}, { variables: { OPENAI_API_KEY: 'sk-1' } });
  await directory.catalog();
  expect(network.requests.find(({ url }) => url === `${OPENAI}/models`)?.headers).toMatchObject({
    authorization: 'Bearer sk-1',
  });
});

test('[H7] another program at the port of an engine is not taken for the engine', async () => {
  const { directory } = createBench({
    [OLLAMA]: { body: '<!doctype html><title>My project</title>' },
    'http://127.0.0.1:8080/v1': 404,
    'http://127.0.0.1:1234/v1': [],
  });
  const { providers } = await directory.catalog();
  expect(providers.map(({ id, state }) => [id, state])).toEqual([
    ['lmstudio', 'empty'],
    ['built-in', 'ready'],
  ]);
});

test('[H7] an engine that the settings name by id or by address is not listed again', async () => {
  const providers = [
    { id: 'mine', baseUrl: 'http://localhost:11434' },
    { id: 'llamacpp', baseUrl: 'http://box:8080' },
  ];
  const { directory } = createBench({ [OLLAMA]: ['a'], 'http://127.0.0.1:8080/v1': ['b'] }, { providers });
  expect((await directory.catalog()).providers.map(({ id }) => id)).toEqual(['mine', 'llamacpp', 'built-in']);
});

test('[H7] with discovery off no engine is asked and none can be named', async () => {
  const { directory, network } = createBench({ [OLLAMA]: ['a'] }, { variables: { RIVULET_DISCOVERY: 'off' } });
  await directory.catalog();
  expect(network.requests.map(({ url }) => url)).toEqual([`${BUILT_IN}/models`]);
  expect(await directory.resolve('ollama/a')).toBeUndefined();
});

test.each<[string, FakeAnswer, string, string]>([
  [
    'refuses the key',
    401,
    'unauthorized',
    'api.groq.com did not accept the key. Check apiKey of "groq" in the settings file.',
  ],
  ['forbids', 403, 'forbidden', 'api.groq.com does not let this key list its models.'],
  ['limits', 429, 'rate-limited', 'api.groq.com is receiving too many requests.'],
  ['is broken', 503, 'unavailable', 'api.groq.com cannot list its models right now (status 503).'],
  ['redirects', 302, 'bad-response', 'api.groq.com did not list its models (status 302). Check its address.'],
  ['sends a page', { body: '<p>' }, 'bad-response', 'api.groq.com answered with something that is no list of models.'],
  [
    'sends too much',
    new HttpGetError('too-large'),
    'bad-response',
    'api.groq.com answered with something that is no list',
  ],
  ['is silent', new HttpGetError('timeout'), 'timeout', 'api.groq.com did not list its models within 2 seconds.'],
  ['cannot be reached', new HttpGetError('unreachable'), 'unreachable', 'api.groq.com could not be reached.'],
])('[H8] an upstream that %s is listed with what to mend', async (_case, answer, code, words) => {
  const { directory } = createBench({ [GROQ.baseUrl]: answer }, { providers: [{ ...GROQ, apiKey: 'marker-key' }] });
  expect((await directory.catalog()).providers[0]).toMatchObject({
    id: 'groq',
    state: 'failed',
    error: { code, message: expect.stringContaining(words) as unknown },
  });
});

test('[H8] without a key the refusal asks for one', async () => {
  const { directory } = createBench({ [OPENAI]: 401 }, { variables: { OPENAI_BASE_URL: OPENAI } });
  expect((await directory.catalog()).providers[0]?.error?.message).toBe(
    'api.openai.com asks for a key. Set OPENAI_API_KEY.',
  );
});

test.each<[string, FakeAnswer]>([
  ['no list at all', 404],
  ['an empty list', []],
])('[H8] an upstream with %s is empty, so that a name can be typed', async (_case, answer) => {
  const { directory } = createBench({ [GROQ.baseUrl]: answer }, { providers: [GROQ] });
  expect((await directory.catalog()).providers[0]).toEqual({
    id: 'groq',
    label: 'Groq',
    origin: 'configured',
    state: 'empty',
  });
});

test('[H10] callers at once share one survey, and its catalogue serves for 5 seconds', async () => {
  const { directory, network, timers } = createBench({ [OLLAMA]: ['a'] });
  const [first, second] = await Promise.all([directory.catalog(), directory.catalog()]);
  expect(second).toBe(first);
  const { length } = network.requests;
  await timers.advance(4999);
  expect(await directory.catalog()).toBe(first);
  expect(network.requests).toHaveLength(length);
  await timers.advance(1);
  network.places.set(OLLAMA, ['a', 'b']);
  expect(idsOf(await directory.catalog())).toContain('ollama/b');
});

test('[H10] a change of the settings is in the very next catalogue', async () => {
  const { directory, setSettings } = createBench({});
  await directory.catalog();
  setSettings([GROQ], 'rivulet.config.json: something is wrong.');
  const catalog = await directory.catalog();
  expect(catalog.providers[0]?.id).toBe('groq');
  expect(catalog.settings.error).toBe('rivulet.config.json: something is wrong.');
});

test('[H11] a listener hears of an engine that starts and of settings that change, and then sees them', async () => {
  const { directory, network, timers, setSettings } = createBench({});
  const listener = vi.fn<() => void>();
  const end = directory.onChange(listener);
  await directory.catalog();
  await vi.waitFor(() => expect(timers.size).toBe(1));
  expect(listener).not.toHaveBeenCalled();

  network.places.set(OLLAMA, ['a']);
  await timers.advance(5000);
  await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(1));
  expect(idsOf(await directory.catalog())).toContain('ollama/a');

  await vi.waitFor(() => expect(timers.size).toBe(1));
  setSettings([GROQ]);
  await timers.advance(5000);
  await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(2));

  await vi.waitFor(() => expect(timers.size).toBe(1));
  await timers.advance(5000);
  await vi.waitFor(() => expect(timers.size).toBe(1));
  expect(listener).toHaveBeenCalledTimes(2);
  end();
  expect(timers.size).toBe(0);
});

test('[H11] a change that a catalogue finds is told to the listeners as well', async () => {
  const { directory, setSettings, timers } = createBench({});
  const listener = vi.fn<() => void>();
  directory.onChange(listener);
  await vi.waitFor(() => expect(timers.size).toBe(1));
  setSettings([GROQ]);
  await directory.catalog();
  expect(listener).toHaveBeenCalledTimes(1);
  directory.close();
  expect(timers.size).toBe(0);
});

test('[H11] without a listener nothing is looked at', async () => {
  const { directory, network, timers } = createBench({});
  directory.onChange(() => undefined)();
  await directory.catalog();
  const { length } = network.requests;
  expect(timers.size).toBe(0);
  await timers.advance(60_000);
  expect(network.requests).toHaveLength(length);
});

test('[H12] no key is in the catalogue, also when every upstream fails and repeats it', async () => {
  const { directory } = createBench(
    { [OPENAI]: 401, [GROQ.baseUrl]: 500, 'http://c.example/v1': { body: '{"error":"marker-key"}' } },
    {
      variables: { OPENAI_API_KEY: 'marker-key', OTHER: 'marker-key' },
      providers: [
        { ...GROQ, apiKey: 'marker-key' },
        { id: 'c', baseUrl: 'http://c.example', apiKeyEnv: 'OTHER' },
      ],
    },
  );
  const catalog = await directory.catalog();
  expect(catalog.providers.slice(0, 3).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
  expect(JSON.stringify(catalog)).not.toContain('marker-key');
});

test('[H13] a model leads to its upstream by the part before the first slash, listed or not', async () => {
  const { directory } = createBench({}, { providers: [GROQ] });
  expect(await directory.resolve('groq/openai/gpt-oss-120b')).toMatchObject({
    upstream: { id: 'groq', baseUrl: GROQ.baseUrl },
    model: 'openai/gpt-oss-120b',
  });
  expect(await directory.resolve('ollama/qwen')).toMatchObject({ upstream: { baseUrl: OLLAMA }, model: 'qwen' });
  expect(await directory.resolve('built-in/tiny')).toMatchObject({ upstream: { baseUrl: BUILT_IN }, model: 'tiny' });
});

test.each(['', '/', 'groq', 'groq/', '/llama', 'nobody/llama', '__proto__/x', 'constructor/x'])(
  '[H13] "%s" leads nowhere',
  async (modelId) => {
    const { directory } = createBench({}, { providers: [GROQ] });
    expect(await directory.resolve(modelId)).toBeUndefined();
  },
);

test('[H29] a model that goes on with its own turn says so: llama.cpp, the built-in tiny, and where the settings say so', async () => {
  const { directory } = createBench(
    { 'http://127.0.0.1:8080/v1': ['qwen'], [OLLAMA]: ['llama'], [GROQ.baseUrl]: ['a'], 'https://b.example/v1': ['b'] },
    {
      providers: [
        { ...GROQ, prefill: true },
        { id: 'other', baseUrl: 'https://b.example/v1' },
      ],
    },
  );
  const { models } = await directory.catalog();
  expect(models.filter(({ prefill }) => prefill).map(({ id }) => id)).toEqual([
    'groq/a',
    'llamacpp/qwen',
    'built-in/tiny',
  ]);
});
