import { screen, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

vi.mock('../../src/components/models/ConnectModelDialog.tsx', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

vi.mock(import('../../src/markdown/Markdown.tsx'), async (original) => {
  const { Markdown } = await original();
  return {
    Markdown(props) {
      if (props.text.includes('unlucky')) throw new RangeError('This cannot be drawn.');
      return <Markdown {...props} />;
    },
  };
});

test('[U30] where the dialog cannot be fetched the page stays and says why', async () => {
  const page = await renderPage();
  await page.user.click(page.button('Providers'));
  expect(await screen.findByRole('alert')).toHaveTextContent('The server does not answer.');
  expect(page.message()).toBeVisible();
  await page.user.click(page.button('Close'));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(page.button('Providers')).toHaveFocus();
});

test('[U31] a text that cannot be drawn stands there as it was sent, and the rest of the page stays', async () => {
  // React reports what was caught.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  server.replyWith(reply('An *unlucky* text.'));
  const page = await renderPage();
  await page.ask('Hello');
  await page.lastStands('done');
  expect(page.lastText()).toBe('An *unlucky* text.');
  server.replyWith(reply('A *good* one.'));
  await page.ask('And now?');
  await waitFor(() => expect(page.lastText()).toBe('A good one.'));
});
