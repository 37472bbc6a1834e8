import { screen, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, fail, hold, reply } from '../../mocks/script.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const status = () => screen.getByRole('status');

/** All that the status line has said since this was called. */
function listen(): readonly string[] {
  const said: string[] = [];
  const observer = new MutationObserver(() => said.push(status().textContent));
  observer.observe(status(), { childList: true, characterData: true, subtree: true });
  onTestFinished(() => observer.disconnect());
  return said;
}

test('[U17] while five hundred deltas arrive the status line says two things: Generating, then Reply ready', async () => {
  const words = Array.from({ length: 500 }, (_, index) => `word${index} `);
  const gate = createGate();
  server.replyWith(reply(...words.slice(0, 250), hold(gate), ...words.slice(250)));
  const page = await renderPage();
  const said = listen();
  await page.ask('Much');
  await gate.reached;
  await waitFor(() => expect(page.lastText()).toContain('word249'));
  await waitFor(() => expect(status()).toHaveTextContent(/^Generating$/));
  gate.release();
  await page.lastStands('done');
  await waitFor(() => expect(status()).toHaveTextContent('Reply ready, 500 words'));
  expect(said).toEqual(['Generating', 'Reply ready, 500 words']);
});

test('[U17] Stopped and a failure are said too', async () => {
  const gate = createGate();
  server.replyWith(reply('Half', hold(gate)));
  const page = await renderPage();
  const said = listen();
  await page.ask('Question');
  await gate.reached;
  await page.user.click(page.button('Stop'));
  await page.lastStands('stopped');
  server.replyWith(reply(fail('overloaded')));
  await page.ask('Another');
  await page.lastStands('failed');
  // Nothing is said of the making of what is there within a second; what was said before makes way.
  await waitFor(() => expect(said.filter((words) => words !== 'Generating')).toEqual(['Stopped', '', 'Reply failed']));
});

test('[U17] there is one status line, there from the start, and the thread is no live region while text streams', async () => {
  const gate = createGate();
  server.replyWith(reply('Half', hold(gate)));
  const page = await renderPage();
  const line = status();
  expect(line).toBeEmptyDOMElement();
  await page.ask('Question');
  await gate.reached;
  await waitFor(() => expect(page.lastText()).toBe('Half'));
  expect(status()).toBe(line);
  const thread = screen.getByRole('region', { name: 'Conversation' });
  const live = '[aria-live]:not([aria-live="off"]), [role="log"], [role="status"], [role="alert"], [role="timer"]';
  expect(thread.closest(live)).toBeNull();
  expect(thread.querySelectorAll(live)).toHaveLength(0);
});
