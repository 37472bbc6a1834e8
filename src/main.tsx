import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './components/App.tsx';
import './components/styles/index.css';
import { SessionContext } from './hooks/useSession.ts';
import { createIndexedDbRepository } from './persistence/indexedDbRepository.ts';
import { createPageRescue } from './persistence/pageRescue.ts';
import { createSettingsStorage } from './persistence/settingsStorage.ts';
import { createChatSession } from './session/createChatSession.ts';
import { joinTabs } from './session/tabs/joinTabs.ts';
import { createTabChannel } from './session/tabs/tabChannel.ts';
import { tellingRepository } from './session/tabs/tellingRepository.ts';
import { createApiClient } from './transport/apiClient.ts';
import { createHttpTransport } from './transport/httpTransport.ts';
import { createLinkGate } from './transport/linkGate.ts';
import { prefetchWhenIdle } from './transport/prefetchWhenIdle.ts';
import { isEnglish } from './words/isEnglish.ts';

async function start(root: HTMLElement) {
  if (import.meta.env.DEV && import.meta.env['VITE_MOCK']) {
    const { startMocks } = await import('../mocks/browser.ts');
    await startMocks();
  }
  const gate = createLinkGate();
  const channel = createTabChannel();
  const session = createChatSession({
    transport: createHttpTransport({ gate }),
    repository: tellingRepository(createIndexedDbRepository(), channel),
    settingsStorage: createSettingsStorage(),
    rescue: createPageRescue(),
    askToPersist: () => import('./persistence/askToPersist.ts').then(({ askToPersist }) => askToPersist()),
    api: createApiClient(),
    loadSearchWorker: () => import('./search/startSearchWorker.ts'),
    wipeBrowser: () => import('./persistence/wipeBrowser.ts').then(({ wipeBrowser }) => wipeBrowser()),
    loadArchiveWorker: () => import('./archive/startArchiveWorker.ts'),
    joinTabs: (shared) => joinTabs({ gate, channel, load: () => import('./session/tabs/startManyTabs.ts') }, shared),
  });
  const { language } = session.settings.getState();
  if (!isEnglish(language)) {
    // Where its code cannot be had the page is in English.
    await import('./words/speakLanguage.ts').then(({ speakLanguage }) => speakLanguage(language), console.error);
  }
  createRoot(root).render(
    <StrictMode>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </StrictMode>,
  );
  if (import.meta.env.PROD) prefetchWhenIdle();
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
void start(root);
