import type { ConversationId, MessageId } from '../../../src/conversation/Message.ts';
import type { ChatSession } from '../../../src/session/ChatSession.ts';
import type { Ending, Evidence } from '../judge.ts';
import type { Finding } from '../Ledger.ts';
import type { Incident } from '../Story.ts';
import type { Call } from './createFastModel.ts';
import { answersIn } from './createRecorder.ts';
import type { FastTab } from './createFastBrowser.ts';
import type { Stage } from './happen.ts';
import { unfold } from './unfold.ts';

/** How long a mended answer may take, in milliseconds. */
const MENDED_MS = 60_000;

/** How long the longest of the troubles may last, in milliseconds. */
const TROUBLED_MS = 10_000;

/** How long a tab that is opened may take to show the answer, in milliseconds. */
const LOADED_MS = 500;

/** How long the disk may take to have the end, in milliseconds. */
const WRITTEN_MS = 1000;

/** What is to be mended. */
export interface Mending {
  readonly evidence: Evidence;
  /** All calls of the model, those to come included. */
  readonly calls: readonly Call[];
  /** What happens after the first press. */
  readonly troubles: readonly Incident[];
}

/**
 * Presses the button that an answer ends with until it is done, and says whether that leads to the whole text. Twice at most where nothing
 * goes wrong meanwhile: a question that was not answered is asked again under its own name first, and a killed server may have nothing
 * under it.
 */
export async function mend(stage: Stage, { evidence, calls, troubles }: Mending): Promise<readonly Finding[]> {
  const [ending] = evidence.endings;
  if (!ending || !isMendable(ending)) return [];
  const { browser, world } = stage;
  const conversationId = stage.conversationId ?? chatIn(browser);
  const tabNow = (): FastTab =>
    browser.tabs.find(({ address }) => address === conversationId) ?? browser.open(conversationId);
  const now = (): Ending | undefined => {
    const { session, name } = tabNow();
    return answersIn(session.store.getState(), name)[0];
  };
  const load = (): Promise<void> => {
    tabNow();
    return world.pass(world.nowMs() + LOADED_MS);
  };
  await load();
  const most = troubles.length > 0 ? 4 : 2;
  const pressed: string[] = [];
  for (let at = now(); at && isMendable(at) && pressed.length < most; at = now()) {
    pressed.push(`${press(tabNow().session, at)} of ${at.status}`);
    stage.isMending = pressed.length === 1 && troubles.length > 0;
    if (stage.isMending) {
      await unfold(stage, troubles, TROUBLED_MS);
      await load();
    } else await world.pass(world.nowMs() + MENDED_MS, () => now()?.status === 'done');
  }
  await world.pass(world.nowMs() + WRITTEN_MS);
  const more = calls.length - evidence.calls;
  const mostCalls = troubles.length > 0 ? pressed.length : 1;
  return [
    { promise: 'can-be-mended', broken: unmended(now(), evidence.whole, pressed) },
    { promise: 'one-call', broken: more > mostCalls ? `${pressed.join(', ')} made ${more} calls` : '' },
  ];
}

function unmended(ending: Ending | undefined, whole: string, pressed: readonly string[]): string {
  if (ending?.status === 'done' && ending.text === whole) return '';
  return `${pressed.join(', ')} led to ${ending?.status}, ${ending?.text.length} of ${whole.length} characters`;
}

function isMendable({ status }: Ending): boolean {
  return status === 'failed' || status === 'stopped' || status === 'interrupted';
}

/** Presses the button of an answer. @returns its name. */
function press(session: ChatSession, { status, text, messageId }: Ending): string {
  const isRetry = status === 'failed' || text === '';
  const id = messageId as MessageId; // It comes from the store.
  void (isRetry ? session.retry(id, 'bench/words') : session.continue(id));
  return isRetry ? 'Retry' : 'Continue';
}

/** The chat of a question whose sender died before it was told. */
function chatIn({ tabs }: Stage['browser']): ConversationId | undefined {
  return [...(tabs[0]?.session.store.getState().conversations.keys() ?? [])][0];
}
