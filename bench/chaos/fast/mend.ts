import type { ConversationId, MessageId } from '../../../src/conversation/Message.ts';
import type { ChatSession } from '../../../src/session/ChatSession.ts';
import type { Ending, Evidence } from '../judge.ts';
import type { Finding } from '../Ledger.ts';
import type { Call } from './createFastModel.ts';
import { answersIn } from './createRecorder.ts';
import type { Stage } from './happen.ts';

/** How long a mended answer may take, in milliseconds. */
const MENDED_MS = 60_000;

/**
 * Presses the button that an answer ends with until it is done, and says whether that leads to the whole text. Twice at most: a
 * question that was not answered is asked again under its own name first, and a killed server may have nothing under it.
 */
export async function mend(
  stage: Stage,
  { whole, endings, calls }: Evidence,
  made: readonly Call[],
): Promise<readonly Finding[]> {
  const [ending] = endings;
  if (!ending || !isMendable(ending)) return [];
  const { browser, world } = stage;
  const conversationId = stage.conversationId ?? chatIn(browser);
  const tab = browser.tabs.find(({ address }) => address === conversationId) ?? browser.open(conversationId);
  await world.pass(world.nowMs() + 500);
  const now = (): Ending | undefined => answersIn(tab.session.store.getState(), tab.name)[0];
  const pressed: string[] = [];
  for (let at = now(); at && isMendable(at) && pressed.length < 2; at = now()) {
    pressed.push(`${press(tab.session, at)} of ${at.status}`);
    await world.pass(world.nowMs() + MENDED_MS, () => now()?.status === 'done');
  }
  const more = made.length - calls;
  return [
    { promise: 'can-be-mended', broken: unmended(now(), whole, pressed) },
    { promise: 'one-call', broken: more > 1 ? `${pressed.join(', ')} made ${more} calls` : '' },
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
