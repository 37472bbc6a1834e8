import { createWorkerLink } from './createWorkerLink.ts';
import type { TinyEvent, TinyModel, TinyRequest } from './TinyModel.ts';

/** Long enough that the code it runs is compiled for speed, short enough not to be noticed. */
const PRACTICE: TinyRequest = {
  messages: [{ role: 'user', content: 'Hello' }],
  maxTokens: 48,
  temperature: 0.6,
  seed: 1,
};

/**
 * The built-in model. Nothing is loaded before the first reply or `warmUp`; from then on it takes about 60 MB of memory.
 *
 * @see docs/spec.md the family Y
 * @see docs/tiny-model.md where its weights come from
 */
export function createTinyModel(): TinyModel {
  const link = createWorkerLink(new URL('./worker.ts', import.meta.url));

  async function* generate(request: TinyRequest, signal: AbortSignal): AsyncGenerator<TinyEvent, void, void> {
    if (signal.aborted) return;
    const { events, stop } = link.open(request);
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const event of events.values({ preventCancel: true })) {
        if (signal.aborted) return;
        yield event;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }

  return {
    get computedTokens() {
      return link.computedTokens;
    },
    async warmUp() {
      const { events } = link.open(PRACTICE);
      await events.pipeTo(new WritableStream());
    },
    generate,
    close: link.close,
  };
}
