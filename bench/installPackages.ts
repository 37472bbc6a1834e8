import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../scripts/runCommand.ts';

/**
 * Installs what a bench compares or measures with into the bench's own directory, unless it is there. Install scripts are not run.
 *
 * @param directory with a `package.json` and a `package-lock.json`.
 * @param words what it is, and how much: for whoever waits.
 * @throws {Error} with npm's output when that fails.
 */
export async function installPackages(directory: string, words: string): Promise<void> {
  if (isInstalled(directory)) return;
  console.log(`Installing ${words}, once.`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', directory];
  const result = await runCommand(npm, args, { timeoutMs: 15 * 60_000 });
  if (result.code !== 0) throw new Error(`The packages of ${directory} could not be installed.\n${result.output}`);
}

/** npm writes what it has installed; entries that are for other systems are missing in it. */
function isInstalled(directory: string): boolean {
  const installedFile = join(directory, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = packagesOf(installedFile);
  const wanted = packagesOf(join(directory, 'package-lock.json'));
  return [...wanted].every(([path, version]) => (installed.get(path) ?? version) === version);
}

function packagesOf(path: string): Map<string, string> {
  const { packages } = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, { version?: string }> }; // npm's own format.
  return new Map(
    Object.entries(packages).flatMap(([at, { version }]) => (version === undefined ? [] : [[at, version]])),
  );
}
