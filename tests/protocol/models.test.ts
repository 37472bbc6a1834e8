import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseModelCatalog, type ModelCatalog } from '../../protocol/models.ts';

const CATALOG: ModelCatalog = {
  models: [
    { id: 'openai/gpt-5', name: 'gpt-5', provider: 'openai', description: 'd', prefill: true },
    { id: 'built-in/tiny', name: 'Tiny', provider: 'built-in', demo: true },
  ],
  providers: [
    { id: 'openai', label: 'OpenAI', origin: 'configured', state: 'ready' },
    { id: 'ollama', label: 'Ollama', origin: 'found', state: 'failed', error: { code: 'unreachable', message: 'm' } },
    { id: 'built-in', label: 'Built-in', origin: 'built-in', state: 'empty' },
  ],
  settings: { path: '~/rivulet.config.json', error: 'line 3' },
};

test('[W7] a catalogue survives the way as JSON, in its order', () => {
  expect(parseModelCatalog(JSON.parse(JSON.stringify(CATALOG)))).toStrictEqual(CATALOG);
});

test('[W7] entries that cannot be read are left out, unknown fields are dropped', () => {
  const value = {
    models: [
      null,
      {},
      { id: 1 },
      { ...CATALOG.models[1], price: 5 },
      { id: 'a/b', name: 'b', provider: 'a', demo: 'yes', prefill: 1, description: 7 },
    ],
    providers: [
      { id: 'x', label: 'X', origin: 'moon', state: 'ready' },
      { id: 'x', label: 'X', origin: 'found', state: 'odd' },
      { ...CATALOG.providers[0], key: 'sk-1' },
    ],
    settings: { path: 'p', secret: 's' },
    more: true,
  };
  expect(parseModelCatalog(value)).toStrictEqual({
    models: [CATALOG.models[1], { id: 'a/b', name: 'b', provider: 'a' }],
    providers: [CATALOG.providers[0]],
    settings: { path: 'p' },
  });
});

test('[W7] a catalogue without settings names the file that would be read', () => {
  expect(parseModelCatalog({ models: [], providers: [] })?.settings).toEqual({ path: 'rivulet.config.json' });
});

test('[W7] anything else is no catalogue, and nothing throws', () => {
  const others = [null, [], {}, { models: [] }, { models: {}, providers: [] }];
  expect(others.map(parseModelCatalog)).toEqual(others.map(() => undefined));
  const value = fc.oneof(
    fc.jsonValue(),
    fc.record({ models: fc.array(fc.jsonValue()), providers: fc.array(fc.jsonValue()), settings: fc.jsonValue() }),
  );
  fc.assert(
    fc.property(value, (body) => {
      expect(() => parseModelCatalog(body)).not.toThrow();
    }),
  );
});
