import { render, screen } from '@testing-library/react';
import { onTestFinished } from 'vitest';
import { App } from '../../src/components/App.tsx';
import { SessionContext } from '../../src/hooks/useSession.ts';
import { createChatSession } from '../../src/session/createChatSession.ts';
import { createApiClient } from '../../src/transport/apiClient.ts';
import { createHttpTransport } from '../../src/transport/httpTransport.ts';

/** Draws the whole page on a session of its own, in memory and for this test, and resolves when it knows its models. */
export async function renderPage(): Promise<void> {
  const session = createChatSession({ transport: createHttpTransport(), api: createApiClient() });
  onTestFinished(() => session.close());
  render(
    <SessionContext value={session}>
      <App />
    </SessionContext>,
  );
  await screen.findByRole('button', { name: 'Model: Mock model' });
}
