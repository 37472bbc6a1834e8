import { act, screen, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { createHttpTransport } from '../../src/transport/httpTransport.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const WORDS = 'Waiting for the connection. It will be sent once.';

/** A browser that loses its connection, and gets it back. */
function connection() {
  const onLine = vi.spyOn(navigator, 'onLine', 'get');
  return {
    transport: createHttpTransport({
      fetch: (input, init) =>
        navigator.onLine ? fetch(input, init) : Promise.reject(new TypeError('Failed to fetch')),
    }),
    set(isThere: boolean) {
      onLine.mockReturnValue(isThere);
      act(() => void window.dispatchEvent(new Event(isThere ? 'online' : 'offline')));
    },
  };
}

test('[N28] a question without a connection is queued in words and asked once when there is one', async () => {
  server.replyWith(reply('Here I am.'));
  const { transport, set } = connection();
  const page = await renderPage({ transport });
  set(false);
  await page.ask('Hello');
  await screen.findByText(WORDS);
  await page.lastStands('queued');
  expect(server.upstreamCalls).toBe(0);
  set(true);
  await page.lastStands('done');
  expect(page.lastText()).toBe('Here I am.');
  expect(screen.queryByText(WORDS)).not.toBeInTheDocument();
  expect(server.upstreamCalls).toBe(1);
});

test('[N28] it is still queued after a reload', async () => {
  server.replyWith(reply('Here I am.'));
  const { transport, set } = connection();
  const repository = createMemoryRepository();
  const first = await renderPage({ transport, repository });
  set(false);
  await first.ask('Hello');
  await screen.findByText(WORDS);
  const address = location.pathname;
  await act(() => first.session.close());
  document.body.replaceChildren();
  const page = await renderPage({ transport, repository, address });
  await screen.findByText(WORDS);
  set(true);
  await waitFor(() => expect(page.lastText()).toBe('Here I am.'));
  expect(server.upstreamCalls).toBe(1);
});
