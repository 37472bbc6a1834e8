import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from './temporaryDirectory.ts';

/** A directory with a page as a build would leave it. */
export async function builtPage(): Promise<string> {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>Rivulet</title>');
  return directory;
}
