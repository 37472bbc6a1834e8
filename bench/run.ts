import { glob } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runCommand } from '../scripts/runCommand.ts';

/**
 * `npm run bench`: every bench that there is (`bench/<name>/run.ts`), one after the other, each in a process of its own so that none warms
 * up or slows down the next. `npm run bench -- <name> …` runs only those named.
 */
const present: string[] = [];
for await (const path of glob('*/run.ts', { cwd: import.meta.dirname })) present.push(dirname(path));
present.sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !present.includes(name));

if (unknown.length > 0) {
  console.error(`There is no bench named ${unknown.join(' or ')}. There are: ${present.join(', ') || 'none'}.`);
  process.exit(1);
}

// A quarter of an hour of breaking things is asked for by name: `npm run chaos`.
const usual = present.filter((name) => name !== 'chaos' && name !== 'render');
for (const name of wanted.length > 0 ? wanted : usual) {
  console.log(`\n${name}`);
  const { code } = await runCommand(process.execPath, [`${import.meta.dirname}/${name}/run.ts`], {
    timeoutMs: 30 * 60_000,
    live: true,
  });
  if (code !== 0) process.exitCode = 1;
}
