import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkBudgets } from '../bench/checkBudgets.ts';
import { buildPage, buildPageIfStale } from './buildPage.ts';
import { ensureBrowser } from './ensureBrowser.ts';
import { missingFromLock } from './lockCheck.ts';
import { nodeBin } from './nodeBin.ts';
import { projectDirectory } from './projectDirectory.ts';
import { runCommand } from './runCommand.ts';
import type { TestCounts } from './testCounts.ts';
import { playwrightCounts, vitestCounts, withExitCode } from './testCounts.ts';

/** One step of `npm test`. */
export interface Gate {
  name: string;
  /** Runs it. A rejection counts as one failure and its message is printed. */
  run(): Promise<TestCounts>;
}

const minuteMs = 60_000;
const reports = join(projectDirectory, 'test-results');
/** The linter and Vitest colour their output even when it goes into a file. */
const colours: Record<string, string> = process.stdout.isTTY ? {} : { NO_COLOR: '1' };

/** What `npm run check` runs: everything that needs no browser. */
export const checkGates: readonly Gate[] = [
  { name: 'format', run: () => program('oxfmt', ['--check']) },
  { name: 'lint', run: () => program('oxlint', ['--type-aware', '--deny-warnings']) },
  { name: 'types', run: () => program('typescript', ['-b'], 'tsc') },
  { name: 'lock file', run: lockFile },
  { name: 'tests', run: unitTests },
  { name: 'build and budgets', run: buildAndBudgets },
];

/** What `npm test` runs after that. */
export const browserGates: readonly Gate[] = [{ name: 'tests in the browser', run: browserTests }];

const passed: TestCounts = { passed: 1, failed: 0, skipped: 0 };

async function program(packageName: string, args: string[], bin = packageName): Promise<TestCounts> {
  const result = await runCommand(process.execPath, [nodeBin(packageName, bin), ...args], {
    timeoutMs: 5 * minuteMs,
    env: colours,
  });
  if (result.timedOut) throw new Error(`No end within 5 minutes.\n${result.output}`);
  if (result.code !== 0) throw new Error(result.output);
  return passed;
}

async function lockFile(): Promise<TestCounts> {
  const missing = missingFromLock(await readFile(join(projectDirectory, 'package-lock.json'), 'utf8'));
  if (missing.length > 0) {
    throw new Error(
      `npm ci would refuse package-lock.json, which lacks these optional packages: ${missing.join(', ')}`,
    );
  }
  return passed;
}

function unitTests(): Promise<TestCounts> {
  const report = join(reports, 'vitest.json');
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  return testRunner([nodeBin('vitest'), ...args], { report, countsOf: vitestCounts, env: colours });
}

async function buildAndBudgets(): Promise<TestCounts> {
  await buildPage();
  const { lines, exceeded } = await checkBudgets();
  console.log(lines.join('\n'));
  if (exceeded.length > 0) throw new Error(exceeded.join('\n'));
  return passed;
}

async function browserTests(): Promise<TestCounts> {
  // A page that could not be built just now must not be tested in an older state.
  await buildPageIfStale();
  await ensureBrowser();
  const report = join(reports, 'playwright.json');
  return testRunner([nodeBin('@playwright/test', 'playwright'), 'test', '--reporter=dot,json'], {
    report,
    countsOf: playwrightCounts,
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
}

interface Runner {
  report: string;
  countsOf: (reportText: string) => TestCounts;
  env: Record<string, string>;
}

/** Runs a test runner and reads what it counted; a report of an earlier run must not be taken for it. */
async function testRunner(args: string[], { report, countsOf, env }: Runner): Promise<TestCounts> {
  await rm(report, { force: true });
  const result = await runCommand(process.execPath, args, { timeoutMs: 30 * minuteMs, live: true, env });
  if (result.timedOut) throw new Error('No end within 30 minutes.');
  return withExitCode(countsOf(await readFile(report, 'utf8')), result.code);
}
