import { expect, test } from 'vitest';
import { parseSettings } from '../../../server/config/parseSettings.ts';

/** Settings with one provider that has these fields besides what it must have. */
const withProvider = (fields: object): string =>
  JSON.stringify({ providers: [{ id: 'groq', baseUrl: 'https://api.groq.com/openai/v1', ...fields }] });

test('[H3] a full file is taken, and what is left out has its default', () => {
  expect(parseSettings('{}')).toEqual({ providers: [] });
  expect(parseSettings(`\uFEFF${withProvider({})}`).providers).toEqual([
    { id: 'groq', baseUrl: 'https://api.groq.com/openai/v1', dialect: 'openai-chat', models: [], prefill: false },
  ]);
  expect(parseSettings('{"stopWithoutViewersAfterMinutes": 0.5}').stopWithoutViewersAfterMinutes).toBe(0.5);
  const full = withProvider({ label: ' Groq ', dialect: 'openai-chat', apiKey: 'sk-1', models: ['llama', 'qwen'] });
  expect(parseSettings(full).providers[0]).toMatchObject({ label: 'Groq', apiKey: 'sk-1', models: ['llama', 'qwen'] });
});

test.each([
  ['[]', /^expected an object in braces/],
  ['null', /^expected an object in braces/],
  [
    '{"provider": []}',
    /^provider: is not a setting\. There are \$schema, providers, stopWithoutViewersAfterMinutes\.$/,
  ],
  ['{"providers": {}}', /^providers: expected a list/],
  [
    '{"stopWithoutViewersAfterMinutes": "marker"}',
    /^stopWithoutViewersAfterMinutes: expected a number of minutes above 0/,
  ],
  ['{"stopWithoutViewersAfterMinutes": 0}', /^stopWithoutViewersAfterMinutes: expected a number of minutes above 0/],
  ['{"stopWithoutViewersAfterMinutes": 1e9}', /^stopWithoutViewersAfterMinutes: .* up to 10080/],
  ['{"providers": [7]}', /^providers\[0\]: expected an object/],
  ['{"providers": [{"id": "a"}]}', /^providers\[0\]\.baseUrl: is missing/],
  [withProvider({ id: 'A b' }), /^providers\[0\]\.id: expected a short name/],
  [withProvider({ id: 'built-in' }), /^providers\[0\]\.id: "built-in" is taken/],
  [withProvider({ baseUrl: 'marker' }), /^providers\[0\]\.baseUrl: expected an address that starts with http/],
  [withProvider({ baseUrl: 5 }), /^providers\[0\]\.baseUrl: expected an address in quotes/],
  [
    withProvider({ base_url: 'marker' }),
    /^providers\[0\]\.base_url: is not a setting\. There are id, label, dialect, /,
  ],
  [withProvider({ dialect: 'marker' }), /^providers\[0\]\.dialect: expected "openai-chat"/],
  [withProvider({ apiKey: ['marker'] }), /^providers\[0\]\.apiKey: expected the key in quotes/],
  [withProvider({ apiKey: 'marker key' }), /^providers\[0\]\.apiKey: expected letters/],
  [
    withProvider({ apiKeyEnv: 'marker key' }),
    /^providers\[0\]\.apiKeyEnv: expected the name of an environment variable/,
  ],
  [withProvider({ apiKey: 'marker', apiKeyEnv: 'KEY' }), /^providers\[0\]: has both apiKey and apiKeyEnv/],
  [withProvider({ models: 'marker' }), /^providers\[0\]\.models: expected a list/],
  [withProvider({ prefill: 'marker' }), /^providers\[0\]\.prefill: expected true or false/],
  [withProvider({ models: ['a', 5] }), /^providers\[0\]\.models\[1\]: expected the name of a model/],
])('[H3] %s is refused with the place and what is expected there', (text, words) => {
  expect(() => parseSettings(text)).toThrow(words);
  expect(() => parseSettings(text)).not.toThrow(/marker/);
});

test('[H3] two providers with one id are refused', () => {
  const provider = { id: 'a', baseUrl: 'https://a.example' };
  expect(() => parseSettings(JSON.stringify({ providers: [provider, provider] }))).toThrow(
    /^providers\[1\]\.id: is used twice/,
  );
});

test.each(['{"apiKey": marker}', '{"apiKey": "marker" "b": 1}', '{"apiKey": "marker",}', '// marker\n{}', ''])(
  '[H3] text that is not JSON is refused without being repeated: %s',
  (text) => {
    expect(() => parseSettings(text)).toThrow(/^not valid JSON/);
    expect(() => parseSettings(text)).not.toThrow(/marker/);
  },
);

test('[H3] the place of a mistake in the JSON is named where the engine knows it', () => {
  expect(() => parseSettings('{\n  "providers": [],\n}')).toThrow(/^not valid JSON \(line 3, column 1\)/);
});
