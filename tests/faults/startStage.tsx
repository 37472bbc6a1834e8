import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { screen, within } from '@testing-library/react';
import { onTestFinished } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import { lastRun, textOf, type AssistantMessage } from '../../src/conversation/Message.ts';
import type { ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { createApiClient } from '../../src/transport/apiClient.ts';
import type { Clock } from '../../src/transport/Clock.ts';
import { createHttpTransport } from '../../src/transport/httpTransport.ts';
import type { Limits } from '../../server/defaultLimits.ts';
import { createNodeServer } from '../../server/nodeServer.ts';
import { systemTimers } from '../../server/Timers.ts';
import { renderPage, type RenderedPage } from '../components/renderPage.tsx';
import { createTestApp, readStream, stubUpstream, textOf as textOfEvents } from '../server/testApp.ts';

/** What a test decides. */
export interface StageOptions {
  /** Where the model is. */
  readonly modelUrl: string;
  /** What stands between page and server; is told the server's address and gives its own. By default nothing. */
  readonly between?: (serverUrl: string) => Promise<string>;
  readonly limits?: Partial<Limits>;
  /** The time of the wire between page and server. By default the browser's. */
  readonly linkClock?: Clock;
}

/** The whole of Rivulet but its browser: the page, its session and transport, and our server on a socket. */
export interface Stage {
  readonly page: RenderedPage;
  /** What the last turn shows. */
  standing(): Standing;
  /** What the browser has on its disk of the last turn. */
  saved(): Promise<{ readonly status: string; readonly text: string }>;
  /** What the server's log has of the last turn. */
  logged(): Promise<{ readonly text: string; readonly events: readonly ReplyEvent[] }>;
}

/** What the page says when a part of an answer could not be read. */
export const NOTICE = 'A piece of this reply could not be read and was left out.';

/** An answer as a reader sees it. */
export interface Standing {
  readonly status: string | undefined;
  /** Without its notices. */
  readonly text: string;
  readonly notices: readonly string[];
  /** What the alert says; `undefined` without one. */
  readonly alert: string | undefined;
  /** The buttons that mend it. */
  readonly offers: readonly string[];
}

/** Opens the page; all of it ends with the test. */
export async function startStage({ modelUrl, between, limits = {}, linkClock }: StageOptions): Promise<Stage> {
  const app = createTestApp({ upstream: stubUpstream({ baseUrl: modelUrl }), timers: systemTimers, limits });
  const server = createNodeServer((request) => app.app.handle(request));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // It listens on TCP.
  const baseUrl = (await between?.(serverUrl)) ?? serverUrl;
  const repository = createMemoryRepository();
  const transport = createHttpTransport({ baseUrl, ...(linkClock ? { clock: linkClock } : {}) });
  const page = await renderPage({ transport, api: createApiClient({ baseUrl }), repository });
  return {
    page,
    standing: () => standingOf(page),
    async saved() {
      const answer = await lastAnswer(repository);
      return { status: lastRun(answer).reply.state.status, text: textOf(answer) };
    },
    async logged() {
      const { replyId } = lastRun(await lastAnswer(repository)).reply;
      const events = await readStream(await app.get(`/api/replies/${replyId}/events`)).rest();
      return { text: textOfEvents(events), events };
    },
  };
}

function standingOf(page: RenderedPage): Standing {
  const turn = within(page.lastTurn());
  const offered = (name: string): boolean => turn.queryByRole('button', { name }) !== null;
  return {
    status: page.lastTurn().dataset['status'],
    text: page.lastText().replaceAll(NOTICE, ''),
    notices: turn.queryAllByText(NOTICE).map(({ textContent }) => textContent),
    alert: turn.queryByRole('alert')?.querySelector('p')?.textContent ?? undefined,
    offers: [
      ...['Continue', 'Retry', 'Regenerate'].filter(offered),
      ...(screen.queryByRole('button', { name: 'Stop' }) ? ['Stop'] : []),
    ],
  };
}

async function lastAnswer(repository: ConversationRepository): Promise<AssistantMessage> {
  const [chat] = await repository.loadConversations();
  const message = chat && (await repository.loadMessages(chat.id)).at(-1);
  if (message?.role !== 'assistant') throw new Error('There is no answer on the disk.');
  return message;
}
