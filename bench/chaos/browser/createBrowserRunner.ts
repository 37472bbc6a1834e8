import { setTimeout as sleep } from 'node:timers/promises';
import { startModelServer } from '../../../models/server.ts';
import { createChance } from '../createChance.ts';
import { judge, type Evidence, type Excuse } from '../judge.ts';
import type { Fault, Finding, RunReport } from '../Ledger.ts';
import { tellStory, type Tempo } from '../tellStory.ts';
import { createBrowserProcess, type BrowserProcess } from './createBrowserProcess.ts';
import { createScreenRecorder } from './createScreenRecorder.ts';
import { createServerProcess, type ServerProcess } from './createServerProcess.ts';
import { isOnDisk } from './isOnDisk.ts';
import { endingsInBrowser } from './endingsInBrowser.ts';
import type { BrowserStage } from './BrowserStage.ts';
import { mendInBrowser } from './mendInBrowser.ts';
import { playInBrowser } from './playInBrowser.ts';
import { startFaultProxy, type FaultProxy } from './startFaultProxy.ts';
import { Tabs } from './Tabs.ts';
import { wordsModel } from './wordsModel.ts';

/** Runs stories in a real browser with a real server, one after the other. */
export interface BrowserRunner {
  run(seed: number): Promise<RunReport>;
  close(): Promise<void>;
}

const TEMPO: Tempo = { replyMs: [800, 2800], words: [20, 100] };

/** How long a run may take; only a browser that has stopped to answer takes longer, in milliseconds. */
const RUN_MS = 120_000;

/** How an answer is gone on with when nothing goes wrong any more: nobody needs to wait for it. */
const AT_ONCE = { firstMs: 0, gapMs: 2 };

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
        throw new Error('It does not end.');
      });
      try {
        return await Promise.race([runOne(seed, parts, log), patience]);
      } catch (cause) {
        throw new Error(`Run ${seed} failed:\n${log.join('\n')}`, { cause });
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
  const beganAtMs = Date.now();
  const note = (line: string): void => void log.push(`${String(Date.now() - beganAtMs).padStart(6)} ${line}`);
  const asked = () => models.requests.filter(({ body }) => JSON.stringify(body)?.includes(question));
  const hasSpoken = () => asked().some(({ tokensSent }) => tokensSent > 0);
  const isSpeaking = () => asked().some(({ closedAtMs, tokensSent }) => closedAtMs === undefined && tokensSent > 0);
  const faults: Fault[] = [];
  const hit = (name: string, isMidStream = isSpeaking()): void => {
    note(name);
    faults.push({ name, isMidStream });
  };
  models.serve('scripted', wordsModel(story.telling));
  const firstSighting = recorder.sightings.length;
  const tabs = new Tabs({ browser, recorder, address: proxy.address, note });
  const known = { excuses: new Set<Excuse>(), sleeps: [], alone: Promise.resolve() };
  const stage: BrowserStage = { tabs, server, browser, proxy, chance, hit, isSpeaking, ...known };
  await tabs.open('/');
  let isHealed = false;
  proxy.damage({ wire: story.wire, chance, onFault: hit, isSpeaking, isHealed: () => isHealed });
  await playInBrowser(story, stage, { question, hasSpoken, note });
  isHealed = true;
  proxy.damage(undefined);
  note('everything is up again');
  const endings = await endingsInBrowser(tabs, question);
  for (const { where, status, text } of endings) note(`${where}: ${status}, ${text.length} characters`);
  for (const { closedBy, tokensSent } of asked()) note(`a call: ${tokensSent} tokens, closed by ${closedBy}`);
  const whole = story.telling.words.join('').trim();
  for (const page of tabs.pages) recorder.end(page);
  const sightings = recorder.sightings.slice(firstSighting);
  const evidence: Evidence = { whole, sightings, endings, calls: asked().length, ...known };
  const findings = endings.length === 0 ? await unsent(evidence, tabs, question) : judge(evidence);
  models.serve('scripted', wordsModel({ ...story.telling, ...AT_ONCE }));
  const mended = await mendInBrowser(tabs, evidence, () => asked().length);
  await Promise.all(tabs.pages.map((page) => tabs.close(page)));
  return { findings: [...findings, ...mended], faults, log };
}

/** Nothing is in sight: then nothing may be stored and nothing may have been sent either. */
async function unsent({ calls }: Evidence, tabs: Tabs, question: string): Promise<readonly Finding[]> {
  const isStored = await isOnDisk(await tabs.open('/'), question);
  return [
    { promise: 'one-call', broken: calls > 0 ? 'a call for a question that is nowhere' : '' },
    { promise: 'same-everywhere', broken: isStored ? 'a question that is on disk is not in the list of chats' : '' },
  ];
}
