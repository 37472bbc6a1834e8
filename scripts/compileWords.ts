import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileMessageOrThrow, type CompiledMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';
import { projectDirectory } from './projectDirectory.ts';

const PREFIX = 'virtual:words/';

/** Languages made of English, by their BCP 47 tags: what each does to a stretch of text. */
const PSEUDO: Readonly<Record<string, (text: string) => string>> = { 'en-XA': accented, 'ar-XB': accented };

/**
 * Compiles the catalogues of `src/words`, so that the page ships no parser of messages. `virtual:words/de` is `src/words/de.json`; of
 * English only what holds more than plain text is in it, since the rest stands for itself.
 */
export function compileWords(): Plugin {
  return {
    name: 'compile-words',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const language = id.slice(PREFIX.length + 1);
      const pseudo = PSEUDO[language];
      const path = join(projectDirectory, 'src/words', `${pseudo ? 'en' : language}.json`);
      this.addWatchFile(path);
      const texts = Object.entries(parseCatalogue(await readFile(path, 'utf8'), path));
      const needed = language === 'en' ? texts.filter(([, text]) => text.includes('{')) : texts;
      const compiled = needed.map(([words, text]) => [words, compileMessageOrThrow(text, pseudo)] as const);
      return `export default ${JSON.stringify(Object.fromEntries(compiled.map(shortened)))}`;
    },
  };
}

/** Plain text needs no list around it. */
function shortened([words, message]: readonly [string, CompiledMessage]): readonly [string, CompiledMessage | string] {
  const [only] = message;
  return [words, message.length === 1 && typeof only === 'string' ? only : message];
}

/** @throws {Error} when the file holds something else than texts. */
function parseCatalogue(json: string, path: string): Record<string, string> {
  const parsed: unknown = JSON.parse(json);
  const isCatalogue = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  if (!isCatalogue || !Object.values(parsed).every((text) => typeof text === 'string')) {
    throw new Error(`${path} is no object of texts.`);
  }
  return parsed as Record<string, string>; // Looked at just now.
}

const LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('aceinouyACEINOUY', (letter, at) => [letter, 'áçéîñöúýÁÇÉÎÑÖÚÝ'[at] ?? letter]),
);

/** With accents and in brackets, half as long again: what is not from a catalogue, cut off or put together shows. */
function accented(text: string): string {
  if (text.trim() === '') return text;
  const letters = text.replaceAll(/[aceinouyACEINOUY]/g, (letter) => LETTERS[letter] ?? letter);
  return `[${letters}${'~'.repeat(Math.ceil(text.length * 0.4))}]`;
}
