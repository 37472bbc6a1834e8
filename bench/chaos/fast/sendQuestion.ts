import type { SendOutcome } from '../../../src/session/ChatSession.ts';
import type { Sending } from '../Story.ts';
import type { FastTab } from './createFastBrowser.ts';
import type { Stage } from './happen.ts';

const QUESTION = 'What are the words?';
const MODEL = 'bench/words';

/** How long a draft needs to be on disk, in milliseconds. */
const DRAFT_MS = 400;

/** Types the question and sends it. What becomes of each sending is added to `outcomes`. */
export async function sendQuestion(stage: Stage, sending: Sending, outcomes: SendOutcome[]): Promise<void> {
  const { browser, machine } = stage;
  const rest = (ms: number): Promise<void> => new Promise((resolve) => void machine.after(ms, resolve));
  const [first] = browser.tabs;
  if (!first) return;
  const senders = [first];
  first.session.drafts.setDraft('new', QUESTION);
  if (sending === 'double-click') senders.push(first);
  if (sending === 'held-enter') senders.push(first, first, first, first);
  if (sending === 'two-tabs') {
    await rest(DRAFT_MS);
    senders.push(browser.open());
    await rest(DRAFT_MS);
  }
  if (sending !== 'once') stage.hit(sending);
  await Promise.all(senders.map((tab) => press(tab, stage, outcomes)));
}

/** Presses Send, as the composer does: the text stays in the box when the question was not sent. */
async function press(tab: FastTab, stage: Stage, outcomes: SendOutcome[]): Promise<void> {
  if (tab.isOver) return;
  const text = tab.session.drafts.unsentText('new');
  if (text === '') return;
  tab.session.drafts.setDraft('new', '');
  const outcome = await tab.session.send({ text, modelId: MODEL });
  outcomes.push(outcome);
  if (outcome.status === 'refused') return;
  stage.conversationId = outcome.conversationId;
  if (!tab.isOver && tab.address === undefined) await tab.show(outcome.conversationId);
}
