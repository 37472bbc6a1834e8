import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkBudgets } from '../../bench/checkBudgets.ts';
import { firstLoadFiles } from '../../bench/firstLoadFiles.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rivulet-budgets-'));
  await writePage({
    'index.html':
      '<script src="/theme.js"></script><script type="module" src="/assets/main.js"></script><link rel="stylesheet" href="/assets/main.css">',
    '.vite/manifest.json': JSON.stringify({
      'index.html': {
        file: 'assets/main.js',
        isEntry: true,
        imports: ['_react.js'],
        css: ['assets/main.css'],
        dynamicImports: ['src/math.ts'],
      },
      '_react.js': { file: 'assets/react.js', imports: ['_scheduler.js'] },
      '_scheduler.js': { file: 'assets/scheduler.js', imports: ['_react.js'] },
      'src/math.ts': { file: 'assets/math.js', imports: ['_react.js'], css: ['assets/math.css'] },
    }),
    'assets/worker-4f2a.js': 'worker',
    'prefetch.json': JSON.stringify(['/assets/worker-4f2a.js']),
  });
});

afterEach(() => rm(directory, { recursive: true }));

test('[A15] the first load is what the page names and what that imports statically, each once', async () => {
  const { scripts, styles } = await firstLoadFiles(directory, []);
  expect(scripts.toSorted()).toEqual(['assets/main.js', 'assets/react.js', 'assets/scheduler.js', 'theme.js']);
  expect(styles).toEqual(['assets/main.css']);
});

test('[A15] what is imported lazily but at once counts too, workers by pattern', async () => {
  const { scripts, styles } = await firstLoadFiles(directory, ['src/math.ts', 'assets/worker-*.js']);
  expect(scripts).toContain('assets/math.js');
  expect(scripts).toContain('assets/worker-4f2a.js');
  expect(styles).toEqual(['assets/main.css', 'assets/math.css']);
});

test('[A15] a budget that names what the page does not have is refused', async () => {
  await expect(firstLoadFiles(directory, ['src/gone.ts'])).rejects.toThrow(/names src\/gone\.ts/);
});

test('[A15] a load over its budget is named with both sizes', async () => {
  await writePage({
    'assets/main.js': randomBytes(3000),
    'assets/react.js': 'a'.repeat(100_000),
    'assets/scheduler.js': '',
    'theme.js': '',
    'assets/main.css': 'p{}',
    'budgets.json': JSON.stringify({ javascriptGzipBytes: 2000, cssGzipBytes: 2000, fetchedAtStart: [] }),
  });
  const report = await checkBudgets({ pageDirectory: directory, budgetsPath: join(directory, 'budgets.json') });
  expect(report.exceeded).toEqual([
    expect.stringMatching(/^First-load JavaScript is 3\.\d kB, over its budget of 2\.0 kB\.$/),
  ]);
  expect(report.lines.at(-1)).toMatch(/^While the page idles: 0\.0 kB \(1 files, gzip\)$/);
});

async function writePage(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
}
