import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ENV_COVERAGE, NOT_OF_MODELS } from './coverage.ts';
import { envRows, wireRows } from './faultRows.ts';
import { MODEL_ENDINGS } from './modelEndings.ts';
import { HARMLESS, READ_ON, REFUSED, SENT_AGAIN } from './wireDamages.ts';

const project = join(import.meta.dirname, '..', '..');
const wireIds = wireRows.map(({ id }) => id).toSorted();

test('[F1] every row about the wire is played by a model server, or is no fault of one', () => {
  expect([...Object.keys(MODEL_ENDINGS), ...Object.keys(NOT_OF_MODELS)].toSorted()).toEqual(wireIds);
});

test('[F1] every row about the wire is done to the bytes between our server and the page', () => {
  const tried = new Set([HARMLESS, READ_ON, SENT_AGAIN, REFUSED].flatMap((table) => Object.keys(table)));
  expect(wireIds.filter((id) => !tried.has(id))).toEqual([]);
});

test('[F1] every row about the page and its browser has tests, or a reason why not', () => {
  expect(Object.keys(ENV_COVERAGE).toSorted()).toEqual(envRows.map(({ id }) => id).toSorted());
});

const claims = Object.entries(ENV_COVERAGE).flatMap(([id, coverage]) =>
  'tests' in coverage ? coverage.tests.map(([file, title]) => ({ id, file, title })) : [],
);

test.each(claims)('[F1] $id: $file has a test "$title"', ({ file, title }) => {
  expect(readFileSync(join(project, file), 'utf8')).toContain(title);
});

test('[F1] what is not tried, or not kept yet, is in the documentation', () => {
  const page = readFileSync(join(project, 'docs', 'faults.md'), 'utf8');
  const named = Object.entries(ENV_COVERAGE).filter(
    ([, coverage]) => 'untried' in coverage || coverage.open !== undefined,
  );
  for (const id of [...named.map(([name]) => name), ...Object.keys(NOT_OF_MODELS)]) expect(page).toContain(`\`${id}\``);
});
