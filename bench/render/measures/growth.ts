import { BLOCK_KB, type GrowingText } from '../createTexts.ts';
import { profileOf } from '../profileOf.ts';
import { traceOf } from '../traceOf.ts';
import type { Setting } from './Setting.ts';

/** 500 tokens per second, at 60 frames per second. */
const DELTAS_PER_FRAME = 500 / 60;

/** The main thread's CPU time for each frame while a reply grows, at every size. */
export async function measureGrowth(setting: Setting): Promise<void> {
  for (const [size, text] of setting.texts.growing) await grow(setting, `${size} kB`, text);
}

/** The same for one block that is long already. */
export async function measureBlocks(setting: Setting): Promise<void> {
  for (const [kind, text] of setting.texts.blocks) await grow(setting, `${kind} ${BLOCK_KB} kB`, text);
}

async function grow(setting: Setting, cell: string, { start, addition }: GrowingText): Promise<void> {
  const { tab, note, options } = setting;
  await tab.page.evaluate((text) => window.bench.load(text, true), start);
  let frames = Number.NaN;
  const work = async (): Promise<void> => {
    frames = await tab.page.evaluate(([text, perFrame]) => window.bench.grow(text, perFrame), [
      addition,
      DELTAS_PER_FRAME,
    ] as const);
  };
  if (options.profile) {
    console.log(await profileOf(tab, cell, work));
    await tab.page.evaluate((text) => window.bench.load(text, true), start);
    console.log(await traceOf(tab, cell, work));
    await tab.page.evaluate((text) => window.bench.load(text, true), start);
  }
  const cost = await tab.cost(work);
  for (const [name, ms] of Object.entries(cost)) note(cell, `${names[name] ?? name}, CPU ms per frame`, ms / frames);
}

const names: Readonly<Record<string, string>> = {
  task: 'main thread',
  script: 'of it script',
  style: 'of it style',
  layout: 'of it layout',
  browser: 'all processes',
};
