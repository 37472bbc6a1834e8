import type { IncomingMessage, ServerResponse } from 'node:http';
import { readEnvironment } from './config/readEnvironment.ts';
import { isOfApp } from './isOfApp.ts';
import { serveNode } from './nodeServer.ts';
import { noReport, type Report } from './Report.ts';
import { startCore } from './startCore.ts';

/** The core as a middleware of another HTTP server. */
export interface DevHandler {
  /** Answers `/api/*`, `/healthz` and `/readyz`; everything else goes to `next`. */
  handle(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  close(): Promise<void>;
}

/**
 * The core inside Vite's dev server, which serves the page and guards the door itself. Reports go nowhere unless `report` is given.
 *
 * @throws {ConfigError} when the environment cannot be used.
 * @see docs/spec.md H26
 */
export async function createDevHandler(report: Report = noReport): Promise<DevHandler> {
  const environment = readEnvironment(process.env, process.cwd());
  // `npm start` may run beside it, and may have the folder.
  const core = await startCore({ environment, report, whenTaken: 'memory' });
  return {
    handle(request, response, next) {
      const [path = ''] = (request.url ?? '/').split('?', 1);
      if (isOfApp(path)) void serveNode((asked) => core.app.handle(asked), request, response, report);
      else next();
    },
    close: () => core.close(),
  };
}
