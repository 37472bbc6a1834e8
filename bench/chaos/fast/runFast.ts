import type { SendOutcome } from '../../../src/session/ChatSession.ts';
import { createChance } from '../createChance.ts';
import { judge, type Evidence, type Excuse } from '../judge.ts';
import type { Fault, Finding, RunReport } from '../Ledger.ts';
import { tellStory } from '../tellStory.ts';
import { createDisk } from './createDisk.ts';
import { createFastBrowser } from './createFastBrowser.ts';
import { createFastModel } from './createFastModel.ts';
import { createFastServer } from './createFastServer.ts';
import { createMachine } from './createMachine.ts';
import { createNetwork } from './createNetwork.ts';
import { createRecorder } from './createRecorder.ts';
import { BEGIN_MS, createWorld } from './createWorld.ts';
import { endingsOf } from './endings.ts';
import type { Stage } from './happen.ts';
import { installPage } from './installPage.ts';
import { mend } from './mend.ts';
import { sendQuestion } from './sendQuestion.ts';
import { unfold } from './unfold.ts';
import { watchRequests } from './watchRequests.ts';

const TEMPO = { replyMs: [300, 6000], words: [10, 80] } as const;

/** How long the first incident waits for the model's first word, in milliseconds. */
const SPOKEN_MS = 3000;

/** How a run begins. */
const BEFORE = { isHealed: false, isMending: false };

/** One run in every so many keeps its chats in IndexedDB. */
const INDEXED_DB_EVERY = 8;

/** Our session, transport and server in one process, without a page, on a clock that does not wait. */
export async function runFast(seed: number): Promise<RunReport> {
  const story = tellStory(seed, TEMPO);
  const chance = createChance(seed + 0x1000_0000);
  const world = createWorld();
  const machine = createMachine(world);
  const surroundings = installPage(machine);
  const excuses = new Set<Excuse>();
  const disk = createDisk(world, chance, seed % INDEXED_DB_EVERY === 0 ? `chaos-${seed}` : undefined);
  const log: string[] = [];
  const note = (line: string): void => void log.push(`${String(world.nowMs() - BEGIN_MS).padStart(6)} ${line}`);
  const isSpeaking = (): boolean => calls.some(({ isOver, wordsSent }) => !isOver && wordsSent > 0);
  const faults: Fault[] = [];
  const hit = (name: string): void => {
    const isAgain = stage.isMending ? ' while it is mended' : '';
    note(name + isAgain);
    faults.push({ name: name + isAgain, isMidStream: isSpeaking() });
  };
  const { calls, model } = createFastModel(story.telling, (fault) => {
    hit(fault);
    excuses.add('model-broken');
  });
  const server = createFastServer(world, model);
  const requests = watchRequests({ world, disk, calls, note });
  const network = createNetwork({
    world,
    machine,
    server,
    chance,
    story,
    isHealed: () => stage.isHealed,
    onFault: hit,
    isSpeaking,
    onRequest: requests.onRequest,
    onAnswer: requests.onAnswer,
  });
  const recorder = createRecorder(world.nowMs);
  const browser = createFastBrowser({ world, machine, disk, network, surroundings, recorder, chance });
  const stage: Stage = {
    world,
    machine,
    server,
    network,
    surroundings,
    browser,
    chance,
    hit,
    excuses,
    note,
    ...BEFORE,
  };
  try {
    server.start();
    browser.open();
    await world.pass(world.nowMs() + 50);
    const outcomes: SendOutcome[] = [];
    void sendQuestion(stage, story.sending, outcomes);
    const latestMs = world.nowMs() + (story.incidentsFrom === 'question' ? 0 : SPOKEN_MS);
    await world.pass(latestMs, isSpeaking);
    await unfold(stage, story.incidents, story.healsAtMs);
    const gather = async (): Promise<Evidence> => ({
      whole: story.telling.words.join(''),
      sightings: [...recorder.sightings],
      endings: await endingsOf(stage, disk),
      sleeps: machine.sleeps,
      calls: calls.length,
      excuses,
    });
    const evidence = await gather();
    for (const { where, status, text } of evidence.endings) note(`${where}: ${status}, ${text.length} characters`);
    if (evidence.endings.length === 0) {
      return { findings: [...requests.findings, ...unsent(outcomes, calls.length)], faults, log };
    }
    const mended = await mend(stage, { evidence, calls, troubles: story.troublesOfMending });
    // What was seen while it was mended must be there as well; how often the model may be called then is said by the mending.
    const again = mended.length === 0 ? [] : judge(await gather()).filter(({ promise }) => promise !== 'one-call');
    return { findings: [...requests.findings, ...judge(evidence), ...mended, ...again], faults, log };
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
