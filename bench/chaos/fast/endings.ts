import { lastRun, textOf } from '../../../src/conversation/Message.ts';
import type { Ending } from '../judge.ts';
import type { Disk } from './createDisk.ts';
import type { FastBrowser } from './createFastBrowser.ts';
import { answersIn } from './createRecorder.ts';
import type { Stage } from './happen.ts';

/** Whether every tab shows every answer at its end. */
export function isQuiet({ tabs }: FastBrowser): boolean {
  return tabs.every(({ name, session }) => {
    const state = session.store.getState();
    const answers = answersIn(state, name);
    return state.liveRuns.size === 0 && answers.every(({ status }) => status !== 'queued' && status !== 'streaming');
  });
}

/** How the answer stands: in every tab that shows it, on the disk, and in a tab that is opened now. */
export async function endingsOf({ browser, world }: Stage, disk: Disk): Promise<readonly Ending[]> {
  const stored: Ending[] = [];
  for (const { id } of await disk.repository.loadConversations()) {
    for (const message of await disk.repository.loadMessages(id)) {
      if (message.role !== 'assistant') continue;
      const { state } = lastRun(message).reply;
      const text = textOf(message);
      stored.push({ where: 'the disk', messageId: message.id, text, status: state.status });
    }
    const fresh = browser.open(id);
    await world.pass(world.nowMs() + 1000);
    stored.push(...answersIn(fresh.session.store.getState(), 'a new tab'));
    fresh.end('killed');
  }
  return [...stored, ...browser.tabs.flatMap(({ name, session }) => answersIn(session.store.getState(), name))];
}
