import { screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { systemClock } from '../../src/transport/Clock.ts';
import { renderPage, type RenderedPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

/** Takes a member away from a global object until the test ends. */
function without(object: object, name: string): void {
  const owners = [object, Object.getPrototypeOf(object) as object];
  for (const owner of owners) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (!descriptor) continue;
    Reflect.deleteProperty(owner, name);
    onTestFinished(() => void Object.defineProperty(owner, name, descriptor));
  }
}

/** A browser on plain http in a LAN offers none of these. */
beforeEach(() => {
  without(crypto, 'randomUUID');
  without(crypto, 'subtle');
  without(navigator, 'locks');
  without(navigator, 'serviceWorker');
});

/** The page of one answered question, in a browser without a clipboard. */
async function renderAnswered(): Promise<RenderedPage> {
  const page = await renderPage();
  without(navigator, 'clipboard');
  server.replyWith(reply('The **answer**.'));
  await page.ask('Question');
  await page.lastStands('done');
  return page;
}

/** The old way to copy, which jsdom lacks; gives what was selected when it was used. */
function stubExecCommand(works: boolean): readonly string[] {
  const copied: string[] = [];
  const execCommand = (command: string): boolean => {
    const field = document.activeElement;
    if (command === 'copy' && field instanceof HTMLTextAreaElement) {
      copied.push(field.value.slice(field.selectionStart, field.selectionEnd));
    }
    return works;
  };
  Object.defineProperty(document, 'execCommand', { value: execCommand, configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(document, 'execCommand'));
  return copied;
}

test('[U23] over plain http a question is sent, stopped, continued and regenerated', async () => {
  const page = await renderAnswered();
  expect('randomUUID' in crypto).toBe(false);
  expect('locks' in navigator).toBe(false);
  const gate = createGate();
  server.replyWith(reply('Half', hold(gate)));
  await page.user.click(page.button('Regenerate'));
  await gate.reached;
  await page.user.click(page.button('Stop'));
  await page.lastStands('stopped');
  server.replyWith(reply(' and half.'));
  await page.user.click(page.button('Continue'));
  await page.lastStands('done');
  expect(page.lastText()).toBe('Half and half.');
  expect(new Set(server.requests.map(({ replyId }) => replyId)).size).toBe(3);
});

test('[U9] [U23] over plain http Copy copies by selection, and gives the focus back', async () => {
  const page = await renderAnswered();
  const copied = stubExecCommand(true);
  const copy = within(page.lastTurn()).getByRole('button', { name: 'Copy' });
  await page.user.click(copy);
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Copied'));
  expect(copied).toEqual(['The **answer**.']);
  expect(copy).toHaveFocus();
  expect(document.querySelectorAll('textarea')).toHaveLength(1);
});

test('[U9] where copying is not allowed the status line says so', async () => {
  const page = await renderAnswered();
  stubExecCommand(false);
  await page.user.click(within(page.lastTurn()).getByRole('button', { name: 'Copy' }));
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Copying is not allowed here'));
});

test('[U9] a clipboard that refuses gives way to the old way', async () => {
  const page = await renderPage();
  server.replyWith(reply('The answer.'));
  await page.ask('Question');
  await page.lastStands('done');
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('No', 'NotAllowedError'));
  const copied = stubExecCommand(true);
  await page.user.click(within(page.lastTurn()).getByRole('button', { name: 'Copy' }));
  await waitFor(() => expect(copied).toEqual(['The answer.']));
});

test('[U34] over plain http a reply that is long in coming says that tabs wait for each other', async () => {
  const gate = createGate();
  server.replyWith(reply(hold(gate), 'At last.'));
  const { after } = systemClock;
  const page = await renderPage({ clock: { nowMs: () => Date.now() - 60_000, after } });
  await page.ask('Is anyone there?');
  const line = await screen.findByText(/^Waiting for/);
  expect(line).toHaveTextContent(/… 6\d s\. Over plain http tabs wait for each other: close some\.$/);
  gate.release();
  await page.lastStands('done');
});

test('[U34] where tabs share their connections it says nothing of them', async () => {
  Object.defineProperty(navigator, 'locks', { value: {}, configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'locks'));
  const gate = createGate();
  server.replyWith(reply(hold(gate), 'At last.'));
  const { after } = systemClock;
  const page = await renderPage({ clock: { nowMs: () => Date.now() - 60_000, after } });
  await page.ask('Is anyone there?');
  expect(await screen.findByText(/^Waiting for/)).toHaveTextContent(/… 6\d s$/);
  gate.release();
  await page.lastStands('done');
});
