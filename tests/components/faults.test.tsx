import { screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { faultNames, faultOf, keptText, type Ending, type FaultName } from '../../mocks/faults.ts';
import { createMockServer } from '../../mocks/node.ts';
import { reply, textOfScript } from '../../mocks/script.ts';
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

/** A page that has asked and met the fault. */
async function meet(fault: FaultName, afterwards: 'serve' | 'gone'): Promise<RenderedPage> {
  const linkClock = createFaultClock();
  const { silent } = server.replyWith(script, { fault, afterwards });
  const page = await renderPage({ linkClock, clock: hastyClock });
  // The mock has sent all before the silence; the page must have drawn it before its patience ends.
  const drawn = keptText(script, faultOf(fault).endingWhenGone.kept);
  void silent.then(() => waitFor(() => expect(textIn(page)).toBe(drawn.trim()))).then(() => linkClock.passSilence());
  await page.ask('Hi');
  return page;
}

const textIn = (page: RenderedPage) => page.lastText().trim();

/** The page stands as the table says, and offers what mends it. */
async function expectEnding(page: RenderedPage, { status, kept }: Ending): Promise<void> {
  await page.lastStands(status === 'reconnecting' ? 'streaming' : status);
  await waitFor(() => expect(textIn(page)).toBe(keptText(script, kept).trim()));
  const turn = within(page.lastTurn());
  expect(page.turns()).toHaveLength(2);
  switch (status) {
    case 'done':
      expect(turn.queryByRole('alert')).toBeNull();
      expect(screen.getByRole('status')).toHaveTextContent(/^Reply ready, /);
      break;
    case 'failed':
      // A sentence, and no page of HTML.
      expect(turn.getByRole('alert')).toHaveTextContent(/^[A-Z][^<>]+\./);
      expect(screen.getByRole('status')).toHaveTextContent(/^Reply failed: /);
      break;
    case 'reconnecting':
      expect(turn.queryByRole('alert')).toBeNull();
      expect(screen.getByRole('status')).toHaveTextContent('Generating');
  }
}

/** What mends a reply that stands so gives the whole of it, in the same turn. */
async function mend(page: RenderedPage, { status, kept }: Ending): Promise<void> {
  if (status === 'failed') {
    server.reset();
    server.replyWith(script);
    await page.user.click(within(page.lastTurn()).getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(textIn(page)).toBe(textOfScript(script)));
  } else if (status === 'reconnecting') {
    await page.user.click(page.button('Stop'));
    await page.lastStands('stopped');
    expect(textIn(page)).toBe(keptText(script, kept).trim());
    server.replyWith(script);
    const way = kept === 'none' ? 'Retry' : 'Continue';
    await page.user.click(within(page.lastTurn()).getByRole('button', { name: way }));
    const before = kept === 'none' ? '' : keptText(script, kept);
    await waitFor(() => expect(textIn(page)).toBe(before + textOfScript(script)));
  }
  await page.lastStands('done');
  expect(page.turns()).toHaveLength(2);
  expect(within(page.lastTurn()).queryByRole('alert')).toBeNull();
}

describe.each(faultNames)('a reply that meets the fault "%s"', (fault) => {
  test('[U14] ends on the page as the table says when the rest can be had, and can be mended', async () => {
    const page = await meet(fault, 'serve');
    await expectEnding(page, faultOf(fault).ending);
    expect(server.upstreamCalls).toBeLessThanOrEqual(1);
    await mend(page, faultOf(fault).ending);
  });

  test('[U14] ends on the page as the table says when the server is gone, and can be mended when it is back', async () => {
    const page = await meet(fault, 'gone');
    await expectEnding(page, faultOf(fault).endingWhenGone);
    await mend(page, faultOf(fault).endingWhenGone);
  });
});
