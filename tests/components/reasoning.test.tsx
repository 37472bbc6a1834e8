import { screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, notice, reasoning, reply, toolCall } from '../../mocks/script.ts';
import { createManualClock } from '../transport/createManualClock.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const clipboard = () => navigator.clipboard.readText();

test('[U16] reasoning is one line while the model thinks and afterwards, and opens on demand', async () => {
  const gate = createGate();
  server.replyWith(reply(reasoning('Let me '), reasoning('think.'), hold(gate), 'The answer.'));
  const page = await renderPage();
  await page.ask('Question');
  await gate.reached;
  const line = await screen.findByRole('button', { name: /^Thinking… \d+ s$/ });
  expect(line).toHaveAttribute('aria-expanded', 'false');
  expect(screen.queryByText('Let me think.')).toBeNull();
  await page.user.click(line);
  expect(screen.getByText('Let me think.')).toBeVisible();
  gate.release();
  await page.lastStands('done');
  const after = screen.getByRole('button', { name: /^Thought for/ });
  expect(after).toBe(line);
  expect(after).toHaveAttribute('aria-expanded', 'true');
  await page.user.click(after);
  expect(screen.queryByText('Let me think.')).toBeNull();
});

test('[U16] the seconds are those from the question to the first word of the answer', async () => {
  const clock = createManualClock();
  const [thinking, answering] = [createGate(), createGate()];
  server.replyWith(reply(reasoning('Hm.'), hold(thinking), 'The answer', hold(answering), '.'));
  const page = await renderPage({ clock });
  await page.ask('Question');
  await thinking.reached;
  await screen.findByRole('button', { name: /^Thinking/ });
  clock.advance(12_000);
  thinking.release();
  await waitFor(() => expect(page.lastText()).toBe('The answer'));
  clock.advance(30_000);
  answering.release();
  await page.lastStands('done');
  expect(screen.getByRole('button', { name: 'Thought for 12 s' })).toBeVisible();
});

test('[U16] reasoning is no part of the text, of a copy or of what the model is told later', async () => {
  server.replyWith(reply(reasoning('Let me think.'), '**The** answer.'));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('done');
  expect(page.lastText()).toBe('The answer.');
  await page.user.click(within(page.lastTurn()).getByRole('button', { name: 'Copy' }));
  await waitFor(async () => expect(await clipboard()).toBe('**The** answer.'));
  server.replyWith(reply('More.'));
  await page.ask('Next');
  await page.lastStands('done');
  expect(JSON.stringify(server.requests[1]?.messages)).not.toContain('think');
});

test('[U16] a reply that never got past thinking says so', async () => {
  server.replyWith(reply(reasoning('Let me think.')));
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('done');
  expect(screen.getByRole('button', { name: /^Thought for/ })).toBeVisible();
  expect(page.lastTurn()).toHaveTextContent('The model answered with nothing.');
});

test('[U16] a remark of the model server and the call of a tool are shown apart from the text', async () => {
  server.replyWith(
    reply(notice('The two oldest turns were left out.'), 'It is ', toolCall('weather', { city: 'Oslo' })),
  );
  const page = await renderPage();
  await page.ask('Question');
  await page.lastStands('done');
  expect(screen.getByText('The two oldest turns were left out.')).toBeVisible();
  expect(await screen.findByText('{"city":"Oslo"}')).toBeInTheDocument();
  expect(screen.getByText('weather')).toBeVisible();
});

test('[U9] Copy gives a message as Markdown and says so in the status line', async () => {
  server.replyWith(reply('# Title\n\n- one\n- *two*\n'));
  const page = await renderPage();
  await page.ask('A *question*');
  await page.lastStands('done');
  const [question, answer] = page.turns();
  await page.user.click(within(answer as HTMLElement).getByRole('button', { name: 'Copy' }));
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Copied'));
  expect(await clipboard()).toBe('# Title\n\n- one\n- *two*\n');
  await page.user.click(within(question as HTMLElement).getByRole('button', { name: 'Copy' }));
  await waitFor(async () => expect(await clipboard()).toBe('A *question*'));
});

test('[U9] Copy code gives the code alone', async () => {
  server.replyWith(reply('Look:\n\n```js\nlet a = 1;\n```\n'));
  const page = await renderPage();
  await page.ask('Code');
  await page.lastStands('done');
  await page.user.click(page.button('Copy code'));
  await waitFor(async () => expect(await clipboard()).toBe('let a = 1;'));
  expect(screen.getByRole('status')).toHaveTextContent('Copied');
});
