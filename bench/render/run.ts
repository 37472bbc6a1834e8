import { installPackages } from '../installPackages.ts';
import { loadavg } from 'node:os';
import { buildPage, type BuiltPage } from './buildPages.ts';
import { createTexts } from './createTexts.ts';
import { Figures } from './Figures.ts';
import { keepResults } from './keepResults.ts';
import { measureConversation } from './measures/conversation.ts';
import { measureBlocks, measureGrowth } from './measures/growth.ts';
import { measureLatency } from './measures/latency.ts';
import { measureReplies } from './measures/replies.ts';
import { measureThrottled } from './measures/throttled.ts';
import type { Setting } from './measures/Setting.ts';
import { readOptions, runsOf, type Part } from './options.ts';
import { peerNames, type PageName, type PeerName } from './peers.ts';
import { servePages } from './servePages.ts';
import { tablesOf } from './tablesOf.ts';
import { openBrowser, Tab } from './Tab.ts';

/**
 * `npm run bench:render`: what it costs to draw a streamed reply with Rivulet, with others and as plain text, all in one run, in turns, in a
 * real browser.
 * @see bench/README.md for the options
 */
const options = readOptions(process.argv.slice(2));
const measures: Record<Exclude<Part, 'size'>, (setting: Setting) => Promise<void>> = {
  growth: measureGrowth,
  blocks: measureBlocks,
  replies: measureReplies,
  latency: measureLatency,
  conversation: measureConversation,
  throttled: measureThrottled,
};

await installPackages(import.meta.dirname, 'the renderers to compare with: about 300 MB');
const pages = new Map<PageName, BuiltPage>();
const names = options.parts.flatMap((part) => options.peers.map((peer) => pageOf(part, peer)));
for (const name of new Set(names)) {
  pages.set(name, await buildPage(name, { checkout: options.checkout, readable: options.profile }));
}
const texts = createTexts(options.seed);
const replies = new Map([...texts.replies].map(([kb, text]) => [`${kb}`, text.match(/[^]{1,4}/gu) ?? []] as const));
const server = await servePages(pages, new Map<string, readonly string[]>([...replies, ['words', texts.words]]));
const browser = await openBrowser();
const figures = new Figures();
try {
  for (let run = 0; run < options.runs; run += 1) await measureOnce(run);
} finally {
  await browser.close();
  server.close();
}
const found = figures.all();
const load = loadavg()[0] ?? Number.NaN;
console.log(tablesOf(found));
console.log(`Medians of up to ${options.runs} runs. Load of the machine in the last minute: ${load.toFixed(1)}`);
// A quick look, or one at a few, is not what the README should show.
if (options.runs > 1 && options.peers.length === peerNames.length) {
  const parts = options.parts.map((part) => [part, { runs: runsOf(part, options), load }] as const);
  await keepResults(found, Object.fromEntries(parts));
}

async function measureOnce(run: number): Promise<void> {
  for (const part of options.parts) {
    if (run >= runsOf(part, options)) continue;
    for (const peer of inTurn(options.peers, run)) await measure(part, peer, run);
  }
}

/** Whoever comes first in one run comes last in another. */
function inTurn<T>(all: readonly T[], run: number): T[] {
  const first = run % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}

/** Chats and their composers are those of the whole product; the peers' pages are chats already. */
function pageOf(part: Part, peer: PeerName): PageName {
  return peer === 'rivulet' && (part === 'conversation' || part === 'throttled') ? 'rivuletApp' : peer;
}

/** A renderer that fails at something is told of and left out there: the hour of the others is not lost with it. */
async function measure(part: Part, peer: PeerName, run: number): Promise<void> {
  const note: Setting['note'] = (cell, metric, value) => figures.add({ part, cell, metric, peer }, value);
  if (part === 'size') {
    noteSize(pages.get(peer), note);
    return;
  }
  console.error(`Run ${run + 1} of ${runsOf(part, options)}: ${part}, ${peer}`);
  const tab = await Tab.open(browser, `${server.address}/${pageOf(part, peer)}/`);
  try {
    await tab.page.evaluate((text) => window.bench.load(text, false), texts.warmUp);
    await measures[part]({
      tab,
      texts,
      options,
      streamOf: (reply, perSecond) =>
        `${server.address}/stream/${reply}${perSecond === undefined ? '' : `?perSecond=${perSecond}`}`,
      note,
    });
  } catch (error) {
    process.exitCode = 1;
    console.error(error);
  } finally {
    await tab.close();
  }
}

function noteSize(page: BuiltPage | undefined, note: Setting['note']): void {
  note('JavaScript', 'at first, kB gzip', (page?.initialBytes ?? Number.NaN) / 1000);
  note('JavaScript', 'all, kB gzip', (page?.allBytes ?? Number.NaN) / 1000);
}
