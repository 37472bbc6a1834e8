import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { findBrowser } from '../../../scripts/findBrowser.ts';

/** A real Chromium with a profile of its own, which outlives it. */
export interface BrowserProcess {
  /** Of the running one. */
  readonly context: BrowserContext;
  /** Starts it; `prepare` is called before the first page. */
  start(prepare: (context: BrowserContext) => Promise<void>): Promise<void>;
  /** Opens a page. @throws {Error} when it is killed meanwhile. */
  newPage(): Promise<Page>;
  /** Ends all of its processes with SIGKILL. */
  kill(): Promise<void>;
  /** Ends the processes that draw pages with SIGKILL, one after the other, until `isEnough`. */
  killPages(isEnough: () => boolean): Promise<void>;
  /** Lets all of its processes stand still for so many milliseconds, as those of a machine that sleeps. */
  sleep(ms: number): Promise<void>;
  /** Ends it and deletes its profile. */
  close(): Promise<void>;
}

/** How long the end of a page takes to be known, in milliseconds. */
const TOLD_MS = 150;

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
  let killed = Promise.withResolvers<never>();
  // Its group would outlive this process.
  process.once('exit', () => child && signalGroup(child, 'SIGKILL'));
  const kill = async (): Promise<void> => {
    const ending = child;
    child = undefined;
    context = undefined;
    killed.reject(new Error('The browser was killed.'));
    // One that has crashed tells no second time that it has ended.
    if (!ending || !isRunning(ending)) return;
    const ended = once(ending, 'exit');
    signalGroup(ending, 'SIGKILL');
    await ended;
    // The driver waits for no answer of what is dead.
    browser?.close().catch(() => undefined);
  };
  const running = (): BrowserContext => {
    if (!context) throw new Error('The browser does not run.');
    return context;
  };
  return {
    get context() {
      return running();
    },
    // What the driver promises never settles when the browser is killed some 100 ms later.
    newPage: () => Promise.race([running().newPage(), killed.promise]),
    async start(prepare) {
      killed = Promise.withResolvers<never>();
      // Mostly nobody waits for it.
      killed.promise.catch(() => undefined);
      const args = [...ARGUMENTS, `--user-data-dir=${profile}`, 'about:blank'];
      const started = spawn(program, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
      child = started;
      browser = await chromium.connectOverCDP(await addressOf(started), { noDefaults: hidesTabs });
      const [first] = browser.contexts();
      if (!first) throw new Error('The browser has no context.');
      await prepare(first);
      context = first;
    },
    kill,
    async killPages(isEnough) {
      const session = await browser?.newBrowserCDPSession();
      const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
      for (const { type, id } of processInfo) {
        if (type !== 'renderer' || isEnough()) continue;
        process.kill(id, 'SIGKILL');
        await sleep(TOLD_MS);
      }
      await session?.detach();
    },
    async sleep(ms) {
      const sleeper = child;
      if (sleeper) signalGroup(sleeper, 'SIGSTOP');
      await sleep(ms);
      if (sleeper) signalGroup(sleeper, 'SIGCONT');
    },
    async close() {
      await kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** A browser is the leader of its own group, to which all of its helpers belong. */
function signalGroup(child: ChildProcess, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  if (child.pid !== undefined && isRunning(child)) process.kill(-child.pid, signal);
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
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
