import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../scripts/runCommand.ts';

const lockFile = join(import.meta.dirname, 'package-lock.json');
const installedFile = join(import.meta.dirname, 'node_modules', '.package-lock.json');

/**
 * Installs the renderers that Rivulet is compared with into this directory, unless they are there. Their install scripts are not run.
 * @throws {Error} with npm's output when that fails.
 */
export async function installPeers(): Promise<void> {
  if (isInstalled()) return;
  console.log('Installing the renderers to compare with: about 300 MB, once.');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', import.meta.dirname];
  const result = await runCommand(npm, args, { timeoutMs: 15 * 60_000 });
  if (result.code !== 0) throw new Error(`The renderers could not be installed.\n${result.output}`);
}

/** npm writes what it has installed; entries that are for other systems are missing in it. */
function isInstalled(): boolean {
  if (!existsSync(installedFile)) return false;
  const installed = packagesOf(installedFile);
  return [...packagesOf(lockFile)].every(([path, version]) => (installed.get(path) ?? version) === version);
}

function packagesOf(path: string): Map<string, string> {
  const { packages } = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, { version?: string }> }; // npm's own format.
  return new Map(
    Object.entries(packages).flatMap(([at, { version }]) => (version === undefined ? [] : [[at, version]])),
  );
}
