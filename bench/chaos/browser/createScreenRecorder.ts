import type { BrowserContext, Page } from '@playwright/test';
import type { Sighting } from '../judge.ts';
import { watchScreen, type ScreenSample } from './watchScreen.ts';

/** Notes what real pages show, and outlives them. */
export interface ScreenRecorder {
  readonly sightings: readonly Sighting[];
  /** Looks at every page of a browser. */
  watch(context: BrowserContext): Promise<void>;
  /** What a page shows ends now, or did at a moment: it is reloaded, closed or killed. What it still says is too late. */
  end(page: Page, atMs?: number): void;
}

interface Shown {
  readonly text: string;
  readonly sinceMs: number;
}

/** One load of a page. */
interface PageLoad {
  readonly page: Page;
  readonly where: string;
  shown: ReadonlyMap<string, Shown>;
  isOver: boolean;
}

/** A recorder that has seen nothing. */
export function createScreenRecorder(): ScreenRecorder {
  const sightings: Sighting[] = [];
  const documents = new Map<string, PageLoad>();
  const take = (page: Page, { token, atMs, answers }: ScreenSample): void => {
    const known = documents.get(token);
    const document: PageLoad = known ?? {
      page,
      where: `page load ${documents.size + 1}`,
      shown: new Map(),
      isOver: false,
    };
    documents.set(token, document);
    if (document.isOver) return;
    const before = document.shown;
    document.shown = new Map(
      answers.map(({ messageId, text }) => {
        const same = before.get(messageId);
        return [messageId, same?.text === text ? same : { text, sinceMs: atMs }];
      }),
    );
    for (const [messageId, { text, sinceMs }] of before) {
      if (document.shown.get(messageId)?.text === text) continue;
      sightings.push({ where: document.where, messageId, text, fromMs: sinceMs, toMs: atMs });
    }
  };
  return {
    sightings,
    async watch(context) {
      await context.exposeBinding('chaosSaw', ({ page }, sample: ScreenSample) => take(page, sample));
      await context.addInitScript(watchScreen);
    },
    end(page, atMs = Date.now()) {
      for (const [token, document] of documents) {
        if (document.page !== page || document.isOver) continue;
        take(page, { token, atMs, answers: [] });
        document.isOver = true;
      }
    },
  };
}
