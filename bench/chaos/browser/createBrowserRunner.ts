import { setTimeout as sleep } from 'node:timers/promises';
import { startModelServer } from '../../../models/server.ts';
import { createChance } from '../createChance.ts';
import { judge, type Evidence, type Excuse } from '../judge.ts';
import type { Finding, RunReport } from '../Ledger.ts';
import type { Story } from '../Story.ts';
import { tellStory, type Tempo } from '../tellStory.ts';
import { askInBrowser } from './askInBrowser.ts';
import { createBrowserProcess, type BrowserProcess } from './createBrowserProcess.ts';
import { createScreenRecorder } from './createScreenRecorder.ts';
import { createServerProcess, type ServerProcess } from './createServerProcess.ts';
import { endingsInBrowser } from './endingsInBrowser.ts';
import { happenInBrowser, type BrowserStage } from './happenInBrowser.ts';
import { mendInBrowser } from './mendInBrowser.ts';
import { startFaultProxy, type FaultProxy } from './startFaultProxy.ts';
import { Tabs } from './Tabs.ts';
import { wordsModel } from './wordsModel.ts';

/** Runs stories in a real browser with a real server, one after the other. */
export interface BrowserRunner {
  run(seed: number): Promise<RunReport>;
  close(): Promise<void>;
}

const TEMPO: Tempo = { replyMs: [300, 2000], words: [10, 80] };

/** How long a run may take; only a browser that has stopped to answer takes longer, in milliseconds. */
const RUN_MS = 120_000;

type ModelServer = Awaited<ReturnType<typeof startModelServer>>;

/** Starts model, server, line and browser. @throws {Error} when there is no browser. */
export async function createBrowserRunner(): Promise<BrowserRunner> {
  const models = await startModelServer({ models: {} });
  const server = await createServerProcess(models.baseUrl);
  await server.start();
  const proxy = await startFaultProxy(server.port);
  const browser = await createBrowserProcess();
  const recorder = createScreenRecorder();
  await browser.start((context) => recorder.watch(context));
  const parts: Parts = { models, server, proxy, browser, recorder };
  return {
    async run(seed) {
      const log: string[] = [];
      const late = new AbortController();
      const patience = sleep(RUN_MS, undefined, { signal: late.signal }).then(() => {
        throw new Error(`Run ${seed} does not end:\n${log.join('\n')}`);
      });
      try {
        return await Promise.race([runOne(seed, parts, log), patience]);
      } finally {
        late.abort();
        patience.catch(() => undefined);
      }
    },
    async close() {
      await browser.close();
      proxy.close();
      await server.close();
      await models.close();
    },
  };
}

interface Parts {
  readonly models: ModelServer;
  readonly server: ServerProcess;
  readonly proxy: FaultProxy;
  readonly browser: BrowserProcess;
  readonly recorder: ReturnType<typeof createScreenRecorder>;
}

async function runOne(
  seed: number,
  { models, server, proxy, browser, recorder }: Parts,
  log: string[],
): Promise<RunReport> {
  const story = tellStory(seed, TEMPO);
  const chance = createChance(seed + 0x2000_0000);
  const question = `Run ${seed} at ${Date.now()}?`;
  const hits: string[] = [];
  const beganAtMs = Date.now();
  const note = (line: string): void => void log.push(`${String(Date.now() - beganAtMs).padStart(6)} ${line}`);
  const asked = () => models.requests.filter(({ body }) => JSON.stringify(body)?.includes(question));
  const hit = (fault: string): void => {
    note(fault);
    if (asked().some(({ closedAtMs, tokensSent }) => closedAtMs === undefined && tokensSent > 0)) hits.push(fault);
  };
  models.serve('scripted', wordsModel(story.telling));
  const firstSighting = recorder.sightings.length;
  const tabs = new Tabs({ browser, recorder, address: proxy.address, note });
  const stage: BrowserStage = { tabs, server, browser, chance, hit, excuses: new Set<Excuse>(), isBusy: false };
  await tabs.open('/');
  proxy.damage({ wire: story.wire, chance, onFault: hit });
  const isAsked = (): boolean => asked().length > 0;
  await play(story, stage, { question, isAsked, note });
  proxy.damage(undefined);
  note('everything is up again');
  const endings = await endingsInBrowser(tabs, question);
  for (const { where, status, text } of endings) note(`${where}: ${status}, ${text.length} characters`);
  for (const { closedBy, tokensSent } of asked()) note(`a call: ${tokensSent} tokens, closed by ${closedBy}`);
  const whole = story.telling.words.join('').trim();
  for (const page of tabs.pages) recorder.end(page);
  const sightings = recorder.sightings.slice(firstSighting);
  const evidence: Evidence = { whole, sightings, endings, calls: asked().length, excuses: stage.excuses };
  const findings = endings.length === 0 ? unsent(evidence) : judge(evidence);
  const mended = await mendInBrowser(tabs, evidence, () => asked().length);
  for (const page of tabs.pages) await tabs.close(page);
  return { findings: [...findings, ...mended], hits, log };
}

/** How a question is told from others, and whether the model has it. */
interface Asking {
  readonly question: string;
  readonly isAsked: () => boolean;
  readonly note: (line: string) => void;
}

/** How long the first incident waits for the model to have the question, in milliseconds. */
const ASKED_MS = 3000;

/** In one run of so many the incidents begin before the question is sent. */
const EARLY_EVERY = 4;

/** Sends the question and lets everything happen at its time. Resolves when all of it is over. */
async function play(story: Story, stage: BrowserStage, { question, isAsked, note }: Asking): Promise<void> {
  const guarded = (what: string, work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => {
      // What it was done to may have died meanwhile.
      note(
        `${what} did not end well: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
      );
    });
  const asking = guarded('the question', askInBrowser(stage, story.sending, question));
  const latestMs = Date.now() + (story.seed % EARLY_EVERY === 0 ? 0 : ASKED_MS);
  while (!isAsked() && Date.now() < latestMs) await sleep(10);
  const incidents = story.incidents.map(async (incident) => {
    await sleep(incident.atMs);
    await guarded(incident.what, happenInBrowser(incident, stage));
  });
  await Promise.all([asking, ...incidents, sleep(story.telling.firstMs)]);
}

/** Nothing is in sight: then nothing may have been sent either. */
function unsent({ calls }: Evidence): readonly Finding[] {
  return [{ promise: 'one-call', broken: calls > 0 ? 'a call for a question that is nowhere' : '' }];
}
