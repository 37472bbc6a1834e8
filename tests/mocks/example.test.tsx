import { readFile } from 'node:fs/promises';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { renderPage } from '../components/renderPage.tsx';

// #region example
const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

test('Stop keeps what has arrived, and says so', async () => {
  const gate = createGate();
  server.replyWith(reply('Hello ', hold(gate), 'world'));
  await renderPage();
  await userEvent.type(screen.getByRole('textbox', { name: 'Message' }), 'Hi{Enter}');
  await gate.reached;
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^Stopped/));
  expect(screen.getByText('Hello')).toBeVisible();
});
// #endregion

test.each(['README.md', 'docs/testing.md'])(
  '[K20] the component test in %s is the one above, and has at most 15 lines',
  async (path) => {
    const source = await readFile('tests/mocks/example.test.tsx', 'utf8');
    const guide = await readFile(path, 'utf8');
    const example = /\/\/ #region example\n([^]*?)\/\/ #endregion/.exec(source)?.[1] ?? '';
    expect(guide).toContain(`\`\`\`tsx\n${example}\`\`\``);
    expect(example.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(15);
  },
);
