import { screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { faultNames, faultOf, keptText, type Ending, type FaultName } from '../../mocks/faults.ts';
import { createMockServer } from '../../mocks/node.ts';
import { reply, textOfScript } from '../../mocks/script.ts';
import { joinContinuation } from '../../src/conversation/joinContinuation.ts';
import type { Clock } from '../../src/transport/Clock.ts';
import { createFaultClock } from './createFaultClock.ts';
import { renderPage, type RenderedPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const script = reply('Grüße, ', 'мир, ', '世界, ', '🌍, ', 'and so on.');

/** Time in which the page has no patience with a server that does not answer. */
const hastyClock: Clock = {
  nowMs: () => Date.now(),
  after(_delayMs, callback) {
    const timer = setTimeout(callback);
    return () => clearTimeout(timer);
  },
};

/** A page that has asked and meets the fault. */
async function meet(fault: FaultName, afterwards: 'serve' | 'gone'): Promise<RenderedPage> {
  const linkClock = createFaultClock();
  const { silent } = server.replyWith(script, { fault, afterwards });
  const page = await renderPage({ linkClock, clock: hastyClock });
  // The mock has sent all before the silence; the page must have drawn it before its patience ends.
  const sent = drawn(keptText(script, faultOf(fault).endingWhenGone.kept));
  void silent.then(() => waitFor(() => assertDrawn(page, sent))).then(() => linkClock.passSilence());
  await page.ask('Hi');
  return page;
}

function assertDrawn(page: RenderedPage, text: string): void {
  if (page.lastText() !== text) throw new Error(`The last turn says "${page.lastText()}", not "${text}".`);
}

/** A text as Markdown draws it. */
const drawn = (text: string): string => text.trimEnd();

/** How the last turn stands: for the eye, for the ear, and what its alert says and offers. */
function standing(page: RenderedPage): unknown {
  const turn = within(page.lastTurn());
  const alert = turn.queryByRole('alert')?.querySelector('p')?.textContent;
  const announcement = screen.getByRole('status').textContent;
  return {
    turns: page.turns().length,
    status: page.lastTurn().dataset['status'],
    text: page.lastText(),
    announced: ANNOUNCEMENTS.find(({ words }) => words.test(announcement))?.status ?? announcement,
    // A sentence, and no page of HTML.
    alert: alert !== undefined && /^[A-Z][^<>]+\.$/.test(alert) ? 'a sentence' : alert,
    retry: turn.queryByRole('button', { name: 'Retry' }) !== null,
    stop: screen.queryByRole('button', { name: 'Stop' }) !== null,
  };
}

const ANNOUNCEMENTS: readonly { readonly status: Ending['status']; readonly words: RegExp }[] = [
  { status: 'done', words: /^Reply ready, \d+ words$/ },
  { status: 'failed', words: /^Reply failed$/ },
  { status: 'reconnecting', words: /^Generating$/ },
];

function expected({ status, kept }: Ending): object {
  return {
    turns: 2,
    status: status === 'reconnecting' ? 'streaming' : status,
    text: drawn(keptText(script, kept)),
    announced: status,
    alert: status === 'failed' ? 'a sentence' : undefined,
    retry: status === 'failed',
    stop: status === 'reconnecting',
  };
}

/** Presses what the last turn offers; gives the text that must be there in the end. */
async function mend(page: RenderedPage, { status, kept }: Ending): Promise<string> {
  const press = (name: string) => page.user.click(within(page.lastTurn()).getByRole('button', { name }));
  if (status === 'done') return textOfScript(script);
  if (status === 'failed') {
    server.reset();
    server.replyWith(script);
    await press('Retry');
    return textOfScript(script);
  }
  await page.user.click(page.button('Stop'));
  await page.lastStands('stopped');
  assertDrawn(page, drawn(keptText(script, kept)));
  server.replyWith(script);
  await press(kept === 'none' ? 'Retry' : 'Continue');
  return joinContinuation(keptText(script, kept), textOfScript(script));
}

describe.each(faultNames)('a reply that meets the fault "%s"', (fault) => {
  test.each([
    { afterwards: 'serve', ending: faultOf(fault).ending, words: 'when the rest can be had' },
    { afterwards: 'gone', ending: faultOf(fault).endingWhenGone, words: 'when the server is gone' },
  ] as const)('[U14] ends on the page as the table says $words, and can be mended', async ({ afterwards, ending }) => {
    const page = await meet(fault, afterwards);
    await waitFor(() => expect(standing(page)).toEqual(expected(ending)));
    expect(server.upstreamCalls).toBeLessThanOrEqual(1);
    const whole = await mend(page, ending);
    await page.lastStands('done');
    expect(standing(page)).toEqual({ ...expected({ status: 'done', kept: 'whole' }), text: whole });
  });
});
