import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { StrictMode } from 'react';
import { onTestFinished } from 'vitest';
import { App } from '../../src/components/App.tsx';
import { SessionContext } from '../../src/hooks/useSession.ts';
import type { ChatSession } from '../../src/session/ChatSession.ts';
import { createChatSession, type ChatSessionParts } from '../../src/session/createChatSession.ts';
import { createApiClient } from '../../src/transport/apiClient.ts';
import type { Clock } from '../../src/transport/Clock.ts';
import { createHttpTransport } from '../../src/transport/httpTransport.ts';
import { stubScreen, type ScreenKind } from './stubScreen.ts';

/** What a test decides about its page; the rest is as on a desktop, in memory. */
export interface PageOptions extends Partial<ChatSessionParts> {
  /** The address that is opened. By default `/`. */
  readonly address?: string;
  /** By default `desktop`. */
  readonly screen?: ScreenKind;
  /** The time of the wire. By default the browser's. */
  readonly linkClock?: Clock;
}

/** The page, by the names that are promised to stay. */
export interface RenderedPage {
  readonly session: ChatSession;
  readonly user: UserEvent;
  message(): HTMLElement;
  button(name: string): HTMLElement;
  /** The turns in sight, from the top down. */
  turns(): HTMLElement[];
  lastTurn(): HTMLElement;
  /** What the last turn says, as it is drawn. */
  lastText(): string;
  /** Sends a question with Enter. */
  ask(question: string): Promise<void>;
  /** Resolves when the last turn stands so (`data-status`). */
  lastStands(status: string): Promise<void>;
}

/** Draws the whole page on a session of its own, in memory and for this test, and resolves when it knows its models. */
export async function renderPage(options: PageOptions = {}): Promise<RenderedPage> {
  const { address = '/', screen: kind = 'desktop', linkClock, ...parts } = options;
  stubScreen(kind);
  history.replaceState(null, '', address);
  const transport = createHttpTransport(linkClock ? { clock: linkClock } : {});
  const session = createChatSession({ transport, api: createApiClient(), ...parts });
  onTestFinished(() => session.close());
  const user = userEvent.setup({ delay: null });
  render(
    // As `src/main.tsx` does: what breaks when React mounts twice shows here.
    <StrictMode>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </StrictMode>,
  );
  await waitFor(() => {
    if (session.store.getState().catalog.status === 'loading') throw new Error('The models are not there yet.');
  });
  await act(() => session.ready);
  return { session, user, ...thingsOf(user) };
}

function thingsOf(user: UserEvent): Omit<RenderedPage, 'session' | 'user'> {
  const message = () => screen.getByRole('textbox', { name: 'Message' });
  const turns = () => screen.getAllByRole('article');
  const lastTurn = () => {
    const turn = turns().at(-1);
    if (!turn) throw new Error('There is no turn.');
    return turn;
  };
  return {
    message,
    turns,
    lastTurn,
    button: (name) => screen.getByRole('button', { name }),
    lastText: () => lastTurn().querySelector('[data-reply-body]')?.textContent ?? '',
    async ask(question) {
      await user.click(message());
      await user.paste(question);
      await user.keyboard('{Enter}');
      await within(screen.getByRole('main')).findByText(question, { selector: '[data-reply-body]' });
    },
    lastStands: (status) =>
      waitFor(() => {
        const { status: found } = lastTurn().dataset;
        if (found !== status) throw new Error(`The last turn is ${found}, not ${status}.`);
      }),
  };
}
