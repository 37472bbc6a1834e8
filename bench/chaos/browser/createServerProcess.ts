import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDirectory } from '../../../scripts/projectDirectory.ts';

/** The real server in a process of its own, on one port and one data folder. */
export interface ServerProcess {
  readonly port: number;
  /** Starts it. Resolves when it listens. */
  start(): Promise<void>;
  /** Ends it with SIGKILL. */
  kill(): void;
  /** Ends it and deletes its folder. */
  close(): Promise<void>;
}

/** What `npm start` runs. A path and no import: a composition root is started, never imported. */
const PROGRAM = join(projectDirectory, 'server', 'main.ts');

/** A server that is not started yet, whose only model is `scripted` at an address. */
export async function createServerProcess(modelsUrl: string): Promise<ServerProcess> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'rivulet-chaos-'));
  const env = {
    PATH: process.env['PATH'],
    PORT: String(port),
    RIVULET_DATA: join(directory, 'data'),
    RIVULET_DISCOVERY: 'off',
    OPENAI_BASE_URL: modelsUrl,
    OPENAI_MODEL: 'scripted',
  };
  let child: ChildProcess | undefined;
  process.once('exit', () => child?.kill('SIGKILL'));
  return {
    port,
    async start() {
      const started = spawn(process.execPath, [PROGRAM], { cwd: directory, env, stdio: ['ignore', 'pipe', 'inherit'] });
      child = started;
      await Promise.race([once(started.stdout, 'data'), once(started, 'exit')]);
    },
    kill: () => void child?.kill('SIGKILL'),
    async close() {
      if (child && child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
