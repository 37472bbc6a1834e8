import { setTimeout as sleep } from 'node:timers/promises';
import type { Story } from '../Story.ts';
import { askInBrowser } from './askInBrowser.ts';
import type { BrowserStage } from './BrowserStage.ts';
import { happenInBrowser } from './happenInBrowser.ts';

/** How a question is told from others, and whether the model has begun to answer it. */
export interface Asking {
  readonly question: string;
  readonly hasSpoken: () => boolean;
  readonly note: (line: string) => void;
}

/** How long the first incident waits for the model's first word, in milliseconds. */
const SPOKEN_MS = 3000;

/** Sends the question and lets everything happen at its time. Resolves when all of it is over. */
export async function playInBrowser(
  story: Story,
  stage: BrowserStage,
  { question, hasSpoken, note }: Asking,
): Promise<void> {
  const guarded = (what: string, work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => {
      // What it was done to may have died meanwhile.
      const [reason = ''] = error instanceof Error ? error.message.split('\n') : [String(error)];
      note(`${what} did not end well: ${reason}`);
    });
  const asking = guarded('the question', askInBrowser(stage, story.sending, question));
  const latestMs = Date.now() + (story.incidentsFrom === 'question' ? 0 : SPOKEN_MS);
  while (!hasSpoken() && Date.now() < latestMs) await sleep(10);
  const incidents = story.incidents.map(async (incident) => {
    await sleep(incident.atMs);
    await guarded(incident.what, happenInBrowser(incident, stage));
  });
  await Promise.all([asking, ...incidents, sleep(story.telling.firstMs)]);
}
