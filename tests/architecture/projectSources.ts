import { glob, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { parseSource } from './parseSource.ts';
import type { ParsedSource } from './parseSource.ts';
import { rooms } from './rooms.ts';

const project = join(import.meta.dirname, '..', '..');

/** Every TypeScript file of the project, parsed. */
export async function projectSources(): Promise<ParsedSource[]> {
  const paths = await typeScriptFiles();
  return Promise.all(paths.map(async (path) => parseSource(path, await readFile(join(project, path), 'utf8'))));
}

/** Their paths from the project's root, with forward slashes. */
export async function typeScriptFiles(): Promise<string[]> {
  const directories = new Set(Object.keys(rooms).map((room) => room.split('/')[0]));
  const paths: string[] = [];
  const patterns = ['*.ts', `{${[...directories].join(',')}}/**/*.{ts,tsx}`];
  // Those that bench/render installs.
  for await (const path of glob(patterns, { cwd: project, exclude: ['**/node_modules'] })) {
    paths.push(path.replaceAll(sep, '/'));
  }
  return paths.toSorted();
}
