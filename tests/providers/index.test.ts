import { expect, test } from 'vitest';
import { providers } from '../../providers/index.ts';

test('[V23] every provider is found under the name of its dialect', () => {
  expect(Object.keys(providers)).toEqual(['openai-chat']);
  for (const [dialect, provider] of Object.entries(providers)) expect(provider.dialect).toBe(dialect);
});
