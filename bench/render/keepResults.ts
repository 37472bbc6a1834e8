import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeBin } from '../../scripts/nodeBin.ts';
import { projectDirectory } from '../../scripts/projectDirectory.ts';
import { runCommand } from '../../scripts/runCommand.ts';
import { drawChart } from './drawChart.ts';
import type { Figure } from './Figures.ts';
import type { Part } from './options.ts';

/** How a part was measured. */
interface HowMeasured {
  readonly runs: number;
  /** Of the machine, in the minute before the end. */
  readonly load: number;
}

/** What `results.json` holds: each part as it was last measured with all renderers. */
interface Results {
  readonly parts: Partial<Record<Part, HowMeasured>>;
  readonly figures: readonly Figure[];
}

const resultsPath = join(import.meta.dirname, 'results.json');
const chartPath = join(projectDirectory, 'docs', 'images', 'render.svg');

/** Puts what was found into `results.json`, in the place of what it holds of the same parts, and draws the chart of the README anew. */
export async function keepResults(figures: readonly Figure[], parts: Results['parts']): Promise<void> {
  const before = await readResults();
  const others = before.figures.filter(({ part }) => !(part in parts));
  const results: Results = { parts: { ...before.parts, ...parts }, figures: [...others, ...figures.map(rounded)] };
  await writeFile(resultsPath, JSON.stringify(results));
  await runCommand(process.execPath, [nodeBin('oxfmt'), resultsPath], { timeoutMs: 60_000 });
  if (results.figures.some(({ part }) => part === 'growth')) await writeFile(chartPath, drawChart(results.figures));
}

async function readResults(): Promise<Results> {
  const text = await readFile(resultsPath, 'utf8').catch(() => undefined);
  return text === undefined ? { parts: {}, figures: [] } : (JSON.parse(text) as Results); // Written here.
}

function rounded(figure: Figure): Figure {
  const round = (value: number): number => Number(value.toPrecision(4));
  return { ...figure, values: figure.values.map(round), median: round(figure.median) };
}
