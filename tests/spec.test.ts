import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const project = join(import.meta.dirname, '..');

/** A rule in the specification: a list item that begins with its id in bold. */
const rule = /^- \*\*([A-Z]{1,2}\d+)\*\*/gm;
/** A title, or the start of one in a table of tests: a quote, followed by ids in brackets. */
const title = /(?<=['"`])(?:\[[A-Z]{1,2}\d+\] ?)+/g;

const rules = await found(['docs/spec.md'], (text) => [...text.matchAll(rule)].map(([, id = '']) => id));
const proofs = await found(['tests/**/*.{ts,tsx}'], idsInTitles);

test('[A12] every rule of the specification is in the title of a test', () => {
  const proved = new Set(proofs.map(({ id }) => id));
  expect(places(rules.filter(({ id }) => !proved.has(id)))).toEqual([]);
});

test('[A12] every rule that a title names is in the specification', () => {
  const known = new Set(rules.map(({ id }) => id));
  expect(places(proofs.filter(({ id }) => !known.has(id)))).toEqual([]);
});

test('[A12] no two rules share an id', () => {
  const ids = rules.map(({ id }) => id);
  expect(places(rules.filter(({ id }, index) => ids.indexOf(id) !== index))).toEqual([]);
});

test('[A12] ids are read from titles alone', () => {
  const text =
    "// see [Q1]\ntest('[A12] [A1] a [Q2] title', () => 0);\ntest.each([{ rule: `[A2] b` }]); const c = x['[Q'];";
  expect(idsInTitles(text)).toEqual(['A12', 'A1', 'A2']);
});

function idsInTitles(text: string): string[] {
  return [...text.matchAll(title)].flatMap(([ids]) => ids.match(/[A-Z]{1,2}\d+/g) ?? []);
}

interface Found {
  id: string;
  path: string;
}

/** For a failure that can be read at a glance. */
function places(all: readonly Found[]): string[] {
  return [...new Set(all.map(({ id, path }) => `${id} in ${path}`))];
}

async function found(patterns: string[], idsIn: (text: string) => string[]): Promise<Found[]> {
  const all: Found[] = [];
  for await (const path of glob(patterns, { cwd: project })) {
    for (const id of idsIn(await readFile(join(project, path), 'utf8'))) all.push({ id, path });
  }
  return all;
}
