import { network } from 'virtual:msw';
import { createMockBackend } from './createMockBackend.ts';
import { createHandlers } from './handlers.ts';
import { realClock } from './realClock.ts';
import { respondAsShowcase } from './respondAsShowcase.ts';

/**
 * Puts the mocked server between the page and the network, for `npm run dev -- --mock`: every question is answered with the
 * showcase at real speed, with the fault that the question names ("fault: stall"). Resolves when the service worker stands.
 */
export async function startMocks(): Promise<void> {
  const backend = createMockBackend({
    clock: realClock,
    respond: respondAsShowcase,
    catalog: {
      models: [{ id: 'mock/showcase', name: 'Mocked showcase', provider: 'mock', demo: true }],
      providers: [{ id: 'mock', label: 'Mock', origin: 'built-in', state: 'ready' }],
      settings: { path: 'rivulet.config.json' },
    },
  });
  network.configure({
    handlers: createHandlers(backend),
    onUnhandledFrame: 'bypass',
    // Its log would read a copy of every stream, and then nobody could see that the page stopped reading.
    context: { quiet: true },
  });
  await network.enable();
}
