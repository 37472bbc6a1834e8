import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/findBrowser.ts';
import { findHeadlessShell } from './scripts/findHeadlessShell.ts';

const args = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How a browser is started; without a path, Playwright looks for its own. */
const launchOptions = (executablePath: string | undefined) =>
  executablePath === undefined ? { args } : { args, executablePath };

/**
 * Tests of one page that leave nothing behind but what is stored: one context for all of a worker, emptied in between, takes half the time.
 * None starts a server of its own: the emptying asks its address again.
 */
const SHARING = [
  'accessibility',
  'chat',
  'code',
  'copy',
  'errors',
  'history',
  'hostile',
  'keyboard',
  'library',
  'links',
  'longBlocks',
  'longThread',
  'look',
  'math',
  'queue',
  'reading',
  'scroll',
  'scrollYanks',
  'search',
  'stop',
].map((name) => `**/${name}.spec.ts`);

/** Of notifications, and of pages that are kept for Back, only a whole browser knows. */
const WHOLE = ['**/away.spec.ts', '**/faultsBack.spec.ts'];

/** Waits more than it computes, and takes longest: begins first. */
const SLOWEST = '**/chaos.spec.ts';

/** The browser tests. `npm run e2e` and `npm test` fetch a browser first; without one, Playwright says how to get its own. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 0,
  forbidOnly: true,
  projects: [
    { name: 'slowest', testMatch: SLOWEST },
    { name: 'whole browser', testMatch: WHOLE, use: { launchOptions: launchOptions(findBrowser()) } },
    { name: 'own context', testIgnore: [SLOWEST, ...WHOLE, ...SHARING] },
    { name: 'shared context', testMatch: SHARING, use: { reuseContext: true } },
  ],
  // A trace of each test takes as long as the test again, a picture half a second: `npm run e2e -- --trace=on` keeps one.
  use: { launchOptions: launchOptions(findHeadlessShell() ?? findBrowser()) },
});
