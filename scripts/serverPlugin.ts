import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin, ViteDevServer } from 'vite';

/** What `server/devHandler.ts` hands out: the server's core as a middleware. */
interface DevHandler {
  handle(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  close(): Promise<void>;
}

interface DevHandlerModule {
  createDevHandler(): Promise<DevHandler>;
}

const handlerPath = '/server/devHandler.ts';

/**
 * Answers `/api/*` inside Vite's own dev server, so that `npm run dev` is one process without a proxy. A change of server
 * code takes effect with the next request; replies that the replaced handler was streaming end with it.
 */
export function serverPlugin(): Plugin {
  return {
    name: 'rivulet-server',
    apply: (_config, { command, isPreview }) => command === 'serve' && isPreview !== true && !process.env['VITEST'],
    configureServer(vite) {
      const current = latestHandler(vite);
      vite.middlewares.use((request, response, next) => {
        current()
          .then((handler) => handler.handle(request, response, next))
          .catch((error: unknown) => next(error));
      });
    },
  };
}

/** Returns a function that gives the handler of the newest server code, and closes the one it replaces. */
function latestHandler(vite: ViteDevServer): () => Promise<DevHandler> {
  let loaded: DevHandlerModule | undefined;
  let handler: Promise<DevHandler> | undefined;

  async function current(): Promise<DevHandler> {
    // The module's shape is the contract of server/devHandler.ts, which Vite's loader cannot type.
    const module = (await vite.ssrLoadModule(handlerPath)) as DevHandlerModule;
    if (handler && module === loaded) return handler;
    const replaced = handler;
    loaded = module;
    handler = (replaced ? replaced.then((old) => old.close()) : Promise.resolve()).then(() =>
      module.createDevHandler(),
    );
    return handler;
  }

  vite.httpServer?.once('close', () => {
    handler?.then((last) => last.close()).catch((error: unknown) => vite.config.logger.error(String(error)));
  });
  return current;
}
