import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Variables } from '../../server/config/readEnvironment.ts';
import { builtPage } from './builtPage.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

/** What `server/main.ts` does, with a page of the test. */
const PROGRAM = `
  import { runRivulet } from ${JSON.stringify(new URL('../../server/runRivulet.ts', import.meta.url).href)};
  await runRivulet({ variables: process.env, workingDirectory: process.cwd(), distDir: process.argv[1] });
`;

/** A Rivulet in a process of its own, which ends with the test. */
export interface RivuletProcess {
  readonly pid: number | undefined;
  /** The first line that it prints, or the empty string when it prints none. */
  readonly firstLine: Promise<string>;
  /** Resolves when the process has ended. */
  readonly end: Promise<{ readonly code: number | null; readonly out: string; readonly errors: string }>;
  kill(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void;
}

/** Where a process runs; a directory and a page of its own unless given. */
export interface ProcessPlace {
  readonly directory?: string;
  readonly distDir?: string;
}

/** Runs one that may end by itself. */
export async function runProcess(variables: Variables, place: ProcessPlace = {}): Promise<RivuletProcess> {
  const args = ['--input-type=module', '-e', PROGRAM, place.distDir ?? (await builtPage())];
  const child = spawn(process.execPath, args, {
    cwd: place.directory ?? (await temporaryDirectory()),
    env: { PORT: '0', RIVULET_DISCOVERY: 'off', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const out = text(child.stdout);
  const errors = text(child.stderr);
  const lines = createInterface({ input: child.stdout });
  return {
    pid: child.pid,
    firstLine: Promise.race([once(lines, 'line').then(([line]) => String(line)), once(lines, 'close').then(() => '')]),
    end: once(child, 'exit').then(async () => ({ code: child.exitCode, out: await out, errors: await errors })),
    kill: (signal) => child.kill(signal),
  };
}

/** Runs one until it listens. */
export async function startProcess(
  variables: Variables = {},
  place: ProcessPlace = {},
): Promise<RivuletProcess & { readonly link: string }> {
  const started = await runProcess(variables, place);
  return { ...started, link: (await started.firstLine).replace('Rivulet: ', '') };
}
