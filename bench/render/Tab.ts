import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { ensureBrowser } from '../../scripts/ensureBrowser.ts';

/** CPU time in milliseconds, by what it was spent on. All but `browser` is the page's main thread. */
export interface CpuTimes {
  readonly task: number;
  readonly script: number;
  readonly style: number;
  readonly layout: number;
  /** All processes of the browser, workers and compositor included. */
  readonly browser: number;
}

/** What a page holds after garbage collection. */
export interface Weight {
  readonly heapBytes: number;
  readonly nodes: number;
}

/** Starts the browser. Frames come at 60 Hz also when nobody looks. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--disable-gpu', '--no-sandbox', '--disable-quic', '--disable-background-networking', '--mute-audio'],
  });
}

/** One page of this bench with its instruments. Its CPU times are those of the thread's clock: work of others does not count. */
export class Tab {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly browserCdp: CDPSession;

  private constructor(page: Page, cdp: CDPSession, browserCdp: CDPSession) {
    this.page = page;
    this.cdp = cdp;
    this.browserCdp = browserCdp;
  }

  /** Opens a page in a context, and so a process, of its own. @throws {Error} when an error is thrown in the page. */
  static async open(browser: Browser, address: string): Promise<Tab> {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`In ${address}: ${error.message}`));
    await page.goto(address);
    await page.waitForFunction(() => 'bench' in window);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new Tab(page, cdp, await browser.newBrowserCDPSession());
  }

  async close(): Promise<void> {
    await this.browserCdp.detach();
    await this.page.context().close();
  }

  /** Runs something and says what it cost. */
  async cost(work: () => Promise<unknown>): Promise<CpuTimes> {
    await this.cdp.send('HeapProfiler.collectGarbage');
    const before = await this.#cpuTimes();
    await work();
    const after = await this.#cpuTimes();
    return {
      task: after.task - before.task,
      script: after.script - before.script,
      style: after.style - before.style,
      layout: after.layout - before.layout,
      browser: after.browser - before.browser,
    };
  }

  async weight(): Promise<Weight> {
    await this.cdp.send('HeapProfiler.collectGarbage');
    const metrics = await this.#metrics();
    return { heapBytes: metrics.get('JSHeapUsedSize') ?? Number.NaN, nodes: metrics.get('Nodes') ?? Number.NaN };
  }

  async #metrics(): Promise<Map<string, number>> {
    const { metrics } = await this.cdp.send('Performance.getMetrics');
    return new Map(metrics.map(({ name, value }) => [name, value]));
  }

  async #cpuTimes(): Promise<CpuTimes> {
    const metrics = await this.#metrics();
    const { processInfo } = await this.browserCdp.send('SystemInfo.getProcessInfo');
    const ms = (name: string): number => (metrics.get(name) ?? Number.NaN) * 1000;
    return {
      task: ms('TaskDuration'),
      script: ms('ScriptDuration'),
      style: ms('RecalcStyleDuration'),
      layout: ms('LayoutDuration'),
      browser: processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0),
    };
  }
}
