import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import { findBrowser } from '../../../scripts/findBrowser.ts';

/** A real Chromium with a profile of its own, which outlives it. */
export interface BrowserProcess {
  /** Of the running one. */
  readonly context: BrowserContext;
  /** Starts it; `prepare` is called before the first page. */
  start(prepare: (context: BrowserContext) => Promise<void>): Promise<void>;
  /** Ends all of its processes with SIGKILL. */
  kill(): Promise<void>;
  /** Ends it and deletes its profile. */
  close(): Promise<void>;
}

const ARGUMENTS = [
  '--headless=new',
  '--remote-debugging-port=0',
  '--no-first-run',
  // Wide enough for the list of chats.
  '--window-size=1280,800',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // A tab that counts as seen may not be slowed down as one that is not.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** How a browser is run. */
export interface BrowserProcessOptions {
  /** Whether a tab behind another one is hidden, as for a person; otherwise all of them count as seen. */
  readonly hidesTabs?: boolean;
}

/** @throws {Error} when there is no browser on this machine. */
export async function createBrowserProcess({ hidesTabs = false }: BrowserProcessOptions = {}): Promise<BrowserProcess> {
  const program = findBrowser();
  if (program === undefined) throw new Error('There is no Chromium. CHROMIUM_PATH can say where one is.');
  const profile = await mkdtemp(join(tmpdir(), 'rivulet-chaos-profile-'));
  let child: ChildProcess | undefined;
  let browser: Browser | undefined;
  let context: BrowserContext | undefined;
  const kill = async (): Promise<void> => {
    const ending = child;
    child = undefined;
    context = undefined;
    if (!ending || ending.exitCode !== null) return;
    const ended = once(ending, 'exit');
    killGroup(ending);
    await ended;
    // The driver waits for no answer of what is dead.
    browser?.close().catch(() => undefined);
  };
  return {
    get context() {
      if (!context) throw new Error('The browser does not run.');
      return context;
    },
    async start(prepare) {
      const args = [...ARGUMENTS, `--user-data-dir=${profile}`, 'about:blank'];
      const started = spawn(program, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
      child = started;
      // Its group would outlive this process.
      process.once('exit', () => killGroup(started));
      browser = await chromium.connectOverCDP(await addressOf(started), { noDefaults: hidesTabs });
      const [first] = browser.contexts();
      if (!first) throw new Error('The browser has no context.');
      await prepare(first);
      context = first;
    },
    kill,
    async close() {
      await kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** A browser is the leader of its own group, to which all of its helpers belong. */
function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
}

/** Where a browser can be told what to do: it says so on its error output. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`The browser ended: ${said}`)));
  });
}
