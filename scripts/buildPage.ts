import { glob, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeBin } from './nodeBin.ts';
import { precompress } from './precompress.ts';
import { projectDirectory } from './projectDirectory.ts';
import { runCommand } from './runCommand.ts';

/** The directory of the built page. */
export const pageDirectory = join(projectDirectory, 'dist');

/** Everything that the built page is made from. */
const sources = [
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'public/**',
  'src/**',
  'protocol/**',
  'providers/**',
  'scripts/precompress.ts',
  'scripts/slimPackages.ts',
];

/**
 * Builds the page into `dist`, each file that compresses also as `.br` and `.gz`. It runs in a process of its own, so that the server that is
 * started next does not keep the bundler in memory.
 * @throws {Error} with Vite's output when the build fails.
 */
export async function buildPage(): Promise<void> {
  const args = [nodeBin('vite'), 'build', '--logLevel', 'warn'];
  const result = await runCommand(process.execPath, args, { timeoutMs: 5 * 60_000, env: { NO_COLOR: '1' } });
  if (result.code !== 0) throw new Error(`The page could not be built.\n${result.output}`);
  if (result.output !== '') console.log(result.output.trimEnd());
  await precompress(pageDirectory);
}

/** Builds the page when it is missing or older than what it is made from. */
export async function buildPageIfStale(): Promise<void> {
  if (!(await isStale())) return;
  console.log('Building the page, which is needed once after every change.');
  await buildPage();
}

async function isStale(): Promise<boolean> {
  const builtMs = await modifiedMs(join(pageDirectory, 'index.html'));
  if (builtMs === undefined) return true;
  for await (const path of glob(sources, { cwd: projectDirectory })) {
    const sourceMs = await modifiedMs(join(projectDirectory, path));
    if (sourceMs !== undefined && sourceMs > builtMs) return true;
  }
  return false;
}

async function modifiedMs(path: string): Promise<number | undefined> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.mtimeMs;
}
