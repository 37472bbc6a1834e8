import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileMessageOrThrow, type CompiledMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/words/languages.ts';

const words = join(import.meta.dirname, '../../src/words');
const english = catalogue('en');

function catalogue(tag: string): Readonly<Record<string, string>> {
  // Our own files: an object of texts.
  return JSON.parse(readFileSync(join(words, `${tag}.json`), 'utf8')) as Record<string, string>;
}

/** The names in a message, and the forms of each plural in it. */
function read(message: CompiledMessage): { names: Set<string>; forms: string[][] } {
  const found = { names: new Set<string>(), forms: new Array<string[]>() };
  for (const token of message) {
    if (typeof token === 'string') continue;
    const [name, type, choices] = token;
    if (name !== '#') found.names.add(name);
    if (type !== 'plural') continue;
    const inner = Object.entries(choices as Record<string, CompiledMessage>).filter(([form]) => form !== 'offset'); // As compiled.
    found.forms.push(inner.map(([form]) => form));
    for (const [, text] of inner) for (const each of read(text).names) found.names.add(each);
  }
  return found;
}

test('[U90] in English each text is itself', () => {
  expect(Object.entries(english).filter(([id, text]) => id !== text)).toEqual([]);
});

describe.each(Object.keys(LANGUAGES))('[U90] %s', (tag) => {
  const texts = catalogue(tag);

  test('has every text and no other, in the same order', () => {
    expect(Object.keys(texts)).toEqual(Object.keys(english));
  });

  test.each(Object.entries(texts).filter(([id]) => id.includes('{')))('%s has its names and all forms', (id, text) => {
    const [own, asked] = [read(compileMessageOrThrow(text)), read(compileMessageOrThrow(id))];
    expect(own.names).toEqual(asked.names);
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    for (const forms of own.forms) expect(new Set(forms)).toEqual(new Set(categories));
  });
});

test('[U90] every text is used somewhere', () => {
  const source = sourcesIn(join(words, '..')).join('\n');
  const unused = Object.keys(english).filter(
    (text) => !source.includes(text) && !source.includes(JSON.stringify(text)),
  );
  expect(unused).toEqual([]);
});

function sourcesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(join(directory, path), 'utf8').replaceAll("\\'", "'"));
}
