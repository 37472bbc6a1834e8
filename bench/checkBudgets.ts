import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { firstLoadFiles } from './firstLoadFiles.ts';

const budgetsSchema = v.strictObject({
  javascriptGzipBytes: v.number(),
  cssGzipBytes: v.number(),
  fetchedAtStart: v.array(v.string()),
});

/** What was weighed, in sentences. */
export interface BudgetReport {
  /** Every weight beside its limit. */
  lines: readonly string[];
  /** The limits that are exceeded; empty when all is well. */
  exceeded: readonly string[];
}

/** Where to look; the project's own files by default. */
export interface BudgetOptions {
  pageDirectory?: string;
  budgetsPath?: string;
}

/**
 * Weighs what is fetched before the first reply is drawn against `bench/budgets.json`, and what is fetched while the page idles, compressed
 * with gzip.
 * @throws {Error} when the page is not built or the budgets cannot be read.
 */
export async function checkBudgets(options: BudgetOptions = {}): Promise<BudgetReport> {
  const {
    pageDirectory = join(import.meta.dirname, '..', 'dist'),
    budgetsPath = join(import.meta.dirname, 'budgets.json'),
  } = options;
  const budgets = v.parse(budgetsSchema, JSON.parse(await readFile(budgetsPath, 'utf8')));
  const { scripts, styles } = await firstLoadFiles(pageDirectory, budgets.fetchedAtStart);
  const weights = [
    { name: 'JavaScript', files: scripts, limit: budgets.javascriptGzipBytes },
    { name: 'CSS', files: styles, limit: budgets.cssGzipBytes },
  ];
  const lines: string[] = [];
  const exceeded: string[] = [];
  for (const { name, files, limit } of weights) {
    const bytes = await gzipBytes(files.map((file) => join(pageDirectory, file)));
    lines.push(`First-load ${name}: ${kilobytes(bytes)} of ${kilobytes(limit)} (${files.length} files, gzip)`);
    if (bytes > limit) {
      exceeded.push(`First-load ${name} is ${kilobytes(bytes)}, over its budget of ${kilobytes(limit)}.`);
    }
  }
  const idle = await idleFiles(pageDirectory);
  const idleBytes = await gzipBytes(idle.map((file) => join(pageDirectory, file)));
  lines.push(`While the page idles: ${kilobytes(idleBytes)} (${idle.length} files, gzip)`);
  return { lines, exceeded };
}

/** What `scripts/prefetchList.ts` lists. */
async function idleFiles(pageDirectory: string): Promise<readonly string[]> {
  const list: unknown = JSON.parse(await readFile(join(pageDirectory, 'prefetch.json'), 'utf8'));
  return v.parse(v.array(v.string()), list);
}

async function gzipBytes(paths: readonly string[]): Promise<number> {
  const contents = await Promise.all(paths.map((path) => readFile(path)));
  const sizes = contents.map((content) => gzipSync(content, { level: constants.Z_BEST_COMPRESSION }).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
