import type { Page } from '@playwright/test';
import { createGate, hold, reply, tokens, type Gate, type Step } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import type { ScrollMode } from '../../src/settings/settings.ts';
import { chatPage, expect, type RunningRivulet } from './rivulet.ts';

/** Numbered paragraphs of one line. */
export const paragraphs = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `Paragraph ${from + index}: text that fills a line.\n\n`).join('');

/** How fast models are: a usual one, and the fastest. */
export const SPEEDS = [50, 1000] as const;

/** How many paragraphs take some seconds at a speed: a reader looks back while they come. */
const FLOWING: Readonly<Record<(typeof SPEEDS)[number], number>> = { 50: 10, 1000: 150 };

/** Opens a new chat that scrolls so. */
export async function open(page: Page, mode: ScrollMode): Promise<void> {
  await page.addInitScript((value) => localStorage.setItem('rivulet.scrollMode', value), mode);
  await page.goto('/');
}

/** A page whose reply has begun, goes on at a word, as often as there are rounds, and ends at one. */
export async function openStreaming(
  page: Page,
  { models }: RunningRivulet,
  setting: {
    readonly mode: ScrollMode;
    readonly perSecond: (typeof SPEEDS)[number];
    readonly beginning?: string;
    readonly before?: readonly Step[];
    readonly rounds?: number;
  },
) {
  const { mode, perSecond, beginning = paragraphs(0, 30), before = [], rounds = 1 } = setting;
  const gates = Array.from({ length: rounds }, createGate);
  const last = createGate();
  const stepsOf = (gate: Gate, round: number): (Step | string)[] => [
    hold(gate),
    ...tokens(paragraphs(round * 1000 + 30, FLOWING[perSecond]), { perSecond }),
    paragraphs(round * 1000 + 300, 30),
  ];
  models.serve(
    'scripted',
    scriptModel(reply(...before, `Begun.\n\n${beginning}`, ...gates.flatMap(stepsOf), hold(last), 'The end.')),
  );
  await open(page, mode);
  const chat = chatPage(page);
  await chat.ask('Grow');
  await expect(chat.lastBody).toContainText(beginning === '' ? 'Begun.' : 'Paragraph 29:');
  let round = 0;
  return {
    chat,
    /** Lets the text of a round flow at its speed, and resolves while it does. */
    async flow(): Promise<void> {
      gates[round]?.release();
      await expect(chat.lastBody).toContainText(`Paragraph ${round * 1000 + 32}:`);
    },
    /** Lets the text of a round come, and resolves when all of it is there. */
    async goOn(where: 'here' | 'elsewhere' = 'here'): Promise<void> {
      gates[round]?.release();
      if (where === 'here') await expect(chat.lastBody).toContainText(`Paragraph ${round * 1000 + 329}:`);
      else await (gates[round + 1] ?? last).reached;
      round += 1;
    },
    async end(where: 'here' | 'elsewhere' = 'here'): Promise<void> {
      last.release();
      if (where === 'elsewhere') return;
      await expect(chat.lastBody).toContainText('The end.');
      await chat.expectStatus('done');
    },
  };
}

/** Leads back to the end; there where the thread is not followed. */
export function jump(page: Page) {
  return page.getByRole('button', { name: /^Jump to latest/ });
}

/** Expects that the end of the thread is in sight. */
export async function expectAtEnd(page: Page): Promise<void> {
  const below = () =>
    chatPage(page).thread.evaluate((box) => Math.round(box.scrollHeight - box.clientHeight - box.scrollTop));
  await expect.poll(below).toBeLessThanOrEqual(8);
}

/** Expects that the last question stands at the top. */
export async function expectQuestionAtTop(page: Page): Promise<void> {
  const below = () =>
    chatPage(page).thread.evaluate((box) => {
      const question = [...box.querySelectorAll('article[data-status=sent]')].at(-1);
      return Math.round((question?.getBoundingClientRect().top ?? Infinity) - box.getBoundingClientRect().top);
    });
  await expect.poll(below).toBeLessThanOrEqual(40);
  expect(await below()).toBeGreaterThanOrEqual(0);
}

/** Where the last question stands once two frames have changed nothing. */
export function settledPlace(page: Page): Promise<number> {
  return chatPage(page).thread.evaluate(async (box) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const place = () => box.querySelector('article')?.getBoundingClientRect().top ?? Number.NaN;
    let last = Number.NaN;
    while (last !== place()) {
      last = place();
      await frame();
      await frame();
    }
    return Math.round(last);
  });
}
