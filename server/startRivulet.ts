import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Environment } from './config/readEnvironment.ts';
import { linksOf } from './linksOf.ts';
import { listen } from './listen.ts';
import { createNodeServer } from './nodeServer.ts';
import { noReport, type Report } from './Report.ts';
import { createSite } from './site.ts';
import { isLoopback } from './site/hostRules.ts';
import { readStaticFiles } from './site/staticFiles.ts';
import { startCore } from './startCore.ts';
import { StartError } from './StartError.ts';

/** A Rivulet that listens. */
export interface Rivulet {
  /** The port that it listens on. */
  readonly port: number;
  /** Ends the replies that run, waits at most two seconds for readers to take what is left, and frees the port. */
  close(): Promise<void>;
}

const DRAIN_MS = 2000;
const SWEEP_MS = 20;

/**
 * Starts the server: the page in `distDir`, the core and the built-in models. Reports go nowhere unless `report` is given.
 *
 * @throws {StartError} saying what to do.
 * @see docs/spec.md H22, H24
 */
export async function startRivulet(
  environment: Environment,
  distDir: string,
  report: Report = noReport,
): Promise<Rivulet> {
  const { host, port, token } = environment;
  if (!isLoopback(host) && token === undefined) throw new StartError('token-needed', tokenNeeded(host));
  const files = await readStaticFiles(distDir);
  const core = await startCore({ environment, report });
  const server = createNodeServer(
    createSite({ app: core.app, files, host, ...(token === undefined ? {} : { token }) }),
    report,
  );
  try {
    const actual = await listen(server, host, port);
    core.announce(linksOf({ host }, actual)[0]);
    return { port: actual, close: () => drain(server, core.close) };
  } catch (error) {
    await core.close();
    throw error;
  }
}

function tokenNeeded(host: string): string {
  return (
    `HOST=${host} lets other machines in, so Rivulet needs a token: set RIVULET_TOKEN to a long random text ` +
    'and start again, or leave HOST out to stay on this machine.'
  );
}

async function drain(server: Server, closeCore: () => Promise<void>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // Node closes the connections that are idle now, not those that become so.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closeCore();
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
}
