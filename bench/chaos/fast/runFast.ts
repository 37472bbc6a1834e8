import type { SendOutcome } from '../../../src/session/ChatSession.ts';
import { createChance } from '../createChance.ts';
import { judge, type Evidence, type Excuse } from '../judge.ts';
import type { Finding, RunReport } from '../Ledger.ts';
import { tellStory } from '../tellStory.ts';
import { createDisk } from './createDisk.ts';
import { createFastBrowser } from './createFastBrowser.ts';
import { createFastModel } from './createFastModel.ts';
import { createFastServer } from './createFastServer.ts';
import { createNetwork } from './createNetwork.ts';
import { createRecorder } from './createRecorder.ts';
import { BEGIN_MS, createWorld } from './createWorld.ts';
import { endingsOf, isQuiet } from './endings.ts';
import { happen, type Stage } from './happen.ts';
import { installPage } from './installPage.ts';
import { mend } from './mend.ts';
import { sendQuestion } from './sendQuestion.ts';
import { watchRequests } from './watchRequests.ts';

const TEMPO = { replyMs: [300, 6000], words: [10, 80] } as const;

/** How long everything may take until it is quiet after the last fault: a stalled line is noticed after 30 s, and then again. */
const QUIET_MS = 180_000;

/** One run in every so many keeps its chats in IndexedDB. */
const INDEXED_DB_EVERY = 8;

/** Our session, transport and server in one process, without a page, on a clock that does not wait. */
export async function runFast(seed: number): Promise<RunReport> {
  const story = tellStory(seed, TEMPO);
  const chance = createChance(seed + 0x1000_0000);
  const world = createWorld();
  const surroundings = installPage(world);
  const { calls, model } = createFastModel(story.telling);
  const server = createFastServer(world, model);
  const disk = createDisk(world, chance, seed % INDEXED_DB_EVERY === 0 ? `chaos-${seed}` : undefined);
  const log: string[] = [];
  const hits: string[] = [];
  const note = (line: string): void => void log.push(`${String(world.nowMs() - BEGIN_MS).padStart(6)} ${line}`);
  const hit = (fault: string): void => {
    note(fault);
    if (calls.some(({ isOver, wordsSent }) => !isOver && wordsSent > 0)) hits.push(fault);
  };
  let isHealed = false;
  const requests = watchRequests({ world, disk, calls, note });
  const network = createNetwork({
    world,
    server,
    chance,
    story,
    isHealed: () => isHealed,
    onFault: hit,
    onRequest: requests.onRequest,
    onAnswer: requests.onAnswer,
  });
  const recorder = createRecorder(world.nowMs);
  const browser = createFastBrowser({ world, disk, network, surroundings, recorder, chance });
  const excuses = new Set<Excuse>();
  const stage: Stage = { world, server, network, surroundings, browser, chance, hit, excuses };
  try {
    server.start();
    browser.open();
    await world.pass(world.nowMs() + 50);
    const outcomes: SendOutcome[] = [];
    void sendQuestion(stage, story.sending, outcomes);
    for (const incident of story.incidents) world.after(incident.atMs, () => happen(incident, stage));
    await world.pass(world.nowMs() + story.healsAtMs);
    isHealed = true;
    note('everything is up again');
    if (browser.tabs.length === 0) browser.open(stage.conversationId);
    await world.pass(world.nowMs() + QUIET_MS, () => isQuiet(browser));
    await world.pass(world.nowMs() + 3000);
    const evidence: Evidence = {
      whole: story.telling.words.join(''),
      sightings: recorder.sightings,
      endings: await endingsOf(stage, disk),
      calls: calls.length,
      excuses,
    };
    for (const { where, status, text } of evidence.endings) note(`${where}: ${status}, ${text.length} characters`);
    const findings = evidence.endings.length === 0 ? unsent(outcomes, calls.length) : judge(evidence);
    const requested = [...requests.findings];
    const mended = evidence.endings.length === 0 ? [] : await mend(stage, evidence, calls);
    return { findings: [...requested, ...findings, ...mended], hits, log };
  } finally {
    browser.kill();
    await world.pass(world.nowMs() + 2000);
    await disk.close();
    server.close();
    surroundings.remove();
  }
}

/** Nothing is stored: then nothing may have been sent either, and a page that is still there must not have been told that it was. */
function unsent(outcomes: readonly SendOutcome[], calls: number): readonly Finding[] {
  const wasTold = outcomes.some(({ status }) => status === 'sent');
  return [
    { promise: 'nothing-lost', broken: wasTold ? 'a question that was sent is on no disk' : '' },
    { promise: 'one-call', broken: calls > 0 ? 'a call for a question that is on no disk' : '' },
  ];
}
