import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectDirectory } from '../../../scripts/projectDirectory.ts';
import { settingsJsonSchema } from '../../../scripts/settingsJsonSchema.ts';

test('[H5] the JSON Schema that is shipped is up to date; if not, run: node scripts/writeSchema.ts', async () => {
  const shipped: unknown = JSON.parse(await readFile(join(projectDirectory, 'rivulet.schema.json'), 'utf8'));
  expect(shipped).toEqual(settingsJsonSchema());
});

test('[H5] every setting of a provider is described in it', () => {
  const { properties } = settingsJsonSchema() as { properties: { providers: { items: { properties: object } } } };
  for (const setting of Object.values(properties.providers.items.properties)) {
    expect(setting).toHaveProperty('description');
  }
});
