import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin, ViteDevServer } from 'vite';

/** What `server/devHandler.ts` hands out: the server's core as a middleware. */
interface DevHandler {
  handle(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  close(): Promise<void>;
}

interface DevHandlerModule {
  createDevHandler(report: (line: string) => void): Promise<DevHandler>;
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
  const report = (error: unknown): void => vite.config.logger.error(String(error));

  /** The next handler starts when the last one has let go of its ports and files; one that did not even start has none. */
  async function replace(last: Promise<DevHandler> | undefined, module: DevHandlerModule): Promise<DevHandler> {
    await last?.then((old) => old.close()).catch(report);
    return module.createDevHandler(report);
  }

  vite.httpServer?.once('close', () => void handler?.then((last) => last.close()).catch(report));
  return async () => {
    // The module's shape is the contract of server/devHandler.ts, which Vite's loader cannot type.
    const module = (await vite.ssrLoadModule(handlerPath)) as DevHandlerModule;
    if (handler === undefined || module !== loaded) {
      loaded = module;
      handler = replace(handler, module);
    }
    return handler;
  };
}
