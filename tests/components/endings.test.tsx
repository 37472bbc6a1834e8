import { act, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, fail, finish, hold, interrupt, reply } from '../../mocks/script.ts';
import { createFaultClock } from './createFaultClock.ts';
import { renderPage, type RenderedPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

/** What can be pressed in the last turn, by name. */
const offers = (page: RenderedPage) =>
  within(page.lastTurn())
    .queryAllByRole('button')
    .map((button) => button.textContent || button.getAttribute('aria-label'));

test('[U13] a failure stands in its turn, in words, with the text that had come, and Retry mends it in place', async () => {
  server.replyWith(reply('Half an ans', fail('overloaded')));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('failed');
  const { messageId } = page.lastTurn().dataset;
  expect(within(page.lastTurn()).getByRole('alert')).toHaveTextContent('The provider is overloaded right now.');
  expect(page.lastText()).toBe('Half an ans');
  const gate = createGate();
  server.replyWith(reply(hold(gate), 'A whole answer.'));
  await page.user.click(page.button('Retry'));
  await gate.reached;
  expect(within(page.lastTurn()).queryByRole('alert')).toBeNull();
  expect(page.lastText()).toBe('Half an ans');
  gate.release();
  await page.lastStands('done');
  expect(page.lastText()).toBe('A whole answer.');
  expect(page.lastTurn()).toHaveAttribute('data-message-id', messageId);
  expect(offers(page)).not.toContain('Previous version');
});

test('[U13] Retry may fail too, and be pressed again', async () => {
  const page = await renderPage();
  server.replyWith(reply('Never sent'), { fault: '503' });
  await page.ask('Question');
  await page.lastStands('failed');
  server.replyWith(reply('Never sent'), { fault: '500' });
  await page.user.click(page.button('Retry'));
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('Something went wrong in Rivulet.'));
  server.replyWith(reply('At last.'));
  await page.user.click(page.button('Retry'));
  await page.lastStands('done');
  expect(page.lastText()).toBe('At last.');
});

test('[U13] a double click on Retry asks once', async () => {
  const page = await renderPage();
  server.replyWith(reply('Never sent'), { fault: '503' });
  await page.ask('Question');
  await page.lastStands('failed');
  server.replyWith(reply('At last.'));
  await page.user.dblClick(page.button('Retry'));
  await page.lastStands('done');
  expect(server.requests).toHaveLength(2);
});

test('[U13] a wrong key is named, Connect a model shows what is to be mended, and Retry then works', async () => {
  const words = 'OpenAI did not accept the key in OPENAI_API_KEY. Set another one, then retry.';
  server.replyWith(reply(fail('unauthorized', words)));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('failed');
  const turn = within(page.lastTurn());
  expect(turn.getByRole('alert')).toHaveTextContent(words);
  await page.user.click(turn.getByRole('button', { name: 'Connect a model' }));
  expect(await screen.findByRole('dialog', { name: 'Connect a model' })).toBeVisible();
  await page.user.click(page.button('Close'));
  server.replyWith(reply('Accepted.'));
  await page.user.click(turn.getByRole('button', { name: 'Retry' }));
  await page.lastStands('done');
  expect(page.lastText()).toBe('Accepted.');
});

test('[U13] a wait that the provider asks for is counted down, unheard, and keeps nobody from retrying', async () => {
  server.replyWith(reply('Never sent'), { fault: '429 with retry-after' });
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('failed');
  const alert = within(page.lastTurn()).getByRole('alert');
  expect(alert).toHaveTextContent(/too many requests\.\s*[12] s/);
  expect(within(alert).getByText(/^[12] s$/)).toHaveAttribute('aria-hidden', 'true');
  server.replyWith(reply('Served.'));
  await page.user.click(page.button('Retry'));
  await page.lastStands('done');
});

test('[U13] a link that is lost for two seconds is said to be, and one that comes back at once is not', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  try {
    server.replyWith(reply('Half an ', 'answer.'), { fault: 'early end', afterwards: 'gone' });
    const page = await renderPage({ linkClock: createFaultClock() });
    await page.ask('Question');
    await waitFor(() =>
      expect(page.session.store.getState().liveReplies.values().next().value?.state).toEqual({
        status: 'streaming',
        link: 'reconnecting',
      }),
    );
    expect(screen.queryByText('Reconnecting…')).toBeNull();
    act(() => void vi.advanceTimersByTime(2000));
    expect(screen.getByText('Reconnecting…')).toBeVisible();
    expect(page.lastText()).toBe('Half an');
    expect(page.button('Stop')).toBeVisible();
  } finally {
    vi.useRealTimers();
  }
});

test("[U15] a reply that ended without the model's word says so, keeps what came and goes on in the same message", async () => {
  server.replyWith(reply('Half an answer', interrupt('truncated')));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('interrupted');
  const { messageId } = page.lastTurn().dataset;
  expect(within(page.lastTurn()).getByRole('alert')).toHaveTextContent('What arrived is kept.');
  expect(screen.getByRole('status')).toHaveTextContent('Reply interrupted');
  expect(page.lastText()).toBe('Half an answer');
  server.replyWith(reply(', and the rest.'));
  await page.user.click(page.button('Continue'));
  await page.lastStands('done');
  expect(page.lastText()).toBe('Half an answer, and the rest.');
  expect(page.lastTurn()).toHaveAttribute('data-message-id', messageId);
  expect(server.requests[1]?.messages.at(-2)).toMatchObject({ parts: [{ type: 'text', text: 'Half an answer' }] });
});

test('[U15] Continue that fails says so, and Retry goes on from the same place', async () => {
  server.replyWith(reply('Half an answer', interrupt('truncated')));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('interrupted');
  server.replyWith(reply('Never sent'), { fault: '503' });
  await page.user.click(page.button('Continue'));
  await page.lastStands('failed');
  expect(page.lastText()).toBe('Half an answer');
  server.replyWith(reply(', and the rest.'));
  await page.user.click(page.button('Retry'));
  await page.lastStands('done');
  expect(page.lastText()).toBe('Half an answer, and the rest.');
});

test('[U15] a reply that reached its length limit says so and goes on', async () => {
  server.replyWith(reply('As long as', finish('length')));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('done');
  expect(within(page.lastTurn()).getByText('The reply reached its length limit.')).toBeVisible();
  server.replyWith(reply(' it takes.'));
  await page.user.click(page.button('Continue'));
  await waitFor(() => expect(page.lastText()).toBe('As long as it takes.'));
  await page.lastStands('done');
  expect(screen.queryByText('The reply reached its length limit.')).toBeNull();
});

test.each(['content-filter', 'refusal'] as const)('[U15] a reply that ended by %s says so', async (reason) => {
  server.replyWith(reply('I will', finish(reason)));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('done');
  expect(page.lastTurn()).toHaveTextContent(
    reason === 'refusal' ? 'The model declined to answer.' : 'The provider ended this reply by its content rules.',
  );
});

test('[U15] a reply that is done and says nothing says that', async () => {
  server.replyWith(reply(finish('stop')));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('done');
  expect(page.lastTurn()).toHaveTextContent('The model answered with nothing.');
  server.replyWith(reply('A word.'));
  await page.user.click(page.button('Retry'));
  await waitFor(() => expect(page.lastText()).toBe('A word.'));
});
