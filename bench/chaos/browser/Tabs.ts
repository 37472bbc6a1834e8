import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request } from '@playwright/test';
import type { BrowserProcess } from './createBrowserProcess.ts';
import type { ScreenRecorder } from './createScreenRecorder.ts';

/** How long a page may take until it can be used, however often it must be loaded, in milliseconds. */
const PATIENCE_MS = 40_000;

/** What tabs are opened in, and where. */
export interface TabsOptions {
  readonly browser: BrowserProcess;
  readonly recorder: ScreenRecorder;
  /** Of the server, as the browser sees it. */
  readonly address: string;
  /** Takes a line for people about each request for a reply. */
  readonly note: (line: string) => void;
}

/** The tabs of a run. */
export class Tabs {
  readonly #browser: BrowserProcess;
  readonly #recorder: ScreenRecorder;
  readonly #address: string;
  readonly #note: (line: string) => void;
  readonly #pages = new Set<Page>();
  #crashes = 0;
  #killedAtMs = 0;
  #lastChat = '';

  constructor({ browser, recorder, address, note }: TabsOptions) {
    this.#browser = browser;
    this.#recorder = recorder;
    this.#address = address;
    this.#note = note;
  }

  /** Those that are open. */
  get pages(): readonly Page[] {
    return [...this.#pages].filter((page) => !page.isClosed());
  }

  /** The path of the chat, once one of the pages has been there; else the empty string. */
  get chat(): string {
    const path = this.pages.map((page) => page.url()).find((url) => url.includes('/c/'));
    if (path !== undefined) this.#lastChat = new URL(path).pathname;
    return this.#lastChat;
  }

  /** Opens a tab at a path; by default at the chat, or at a new one. */
  async open(path = this.chat): Promise<Page> {
    const page = await this.#browser.newPage();
    this.#pages.add(page);
    // On a busy machine it is told late.
    page.on('crash', () => {
      this.#crashes += 1;
      this.#recorder.end(page, this.#killedAtMs);
      void this.close(page);
    });
    this.#tellTraffic(page);
    await this.#visit(page, `${this.#address}${path || '/'}`);
    return page;
  }

  async reload(page: Page): Promise<void> {
    const url = page.url();
    this.#recorder.end(page);
    await this.#visit(page, url.startsWith('http') ? url : `${this.#address}${this.chat || '/'}`);
  }

  async close(page: Page): Promise<void> {
    this.#remember();
    this.#recorder.end(page);
    this.#pages.delete(page);
    await page.close().catch(() => undefined);
  }

  /** Kills the process of a tab, and of those that share it. The tabs are gone. */
  async killOne(): Promise<void> {
    this.#remember();
    this.#killedAtMs = Date.now();
    const before = this.#crashes;
    await this.#browser.killPages(() => this.#crashes > before);
  }

  /** Kills the browser. */
  async kill(): Promise<void> {
    this.#remember();
    for (const page of this.#pages) this.#recorder.end(page);
    this.#pages.clear();
    await this.#browser.kill();
  }

  async startBrowser(): Promise<void> {
    await this.#browser.start((context) => this.#recorder.watch(context));
  }

  #tellTraffic(page: Page): void {
    const tell = (what: string, request: Request): void => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/api/replies')) this.#note(`    ${what} ${request.method()} ${pathname}${search}`);
    };
    page.on('request', (request) => tell('asks', request));
    page.on('response', (response) => tell(String(response.status()), response.request()));
    page.on('requestfailed', (request) => tell(request.failure()?.errorText ?? 'failed', request));
  }

  #remember(): void {
    this.#lastChat = this.chat;
  }

  /** Loads a page until it can be used, as a person does. */
  async #visit(page: Page, url: string): Promise<void> {
    const endsAtMs = Date.now() + PATIENCE_MS;
    while (this.#pages.has(page) && !page.isClosed() && Date.now() < endsAtMs) {
      try {
        await page.goto(url, { waitUntil: 'domcontentloaded', timeout: 5000 });
        await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor({ timeout: 4000 });
        return;
      } catch {
        // The server or the line is away.
        await sleep(150);
      }
    }
  }
}
