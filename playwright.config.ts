import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/findBrowser.ts';

const executablePath = findBrowser();

/** The browser tests. `npm run e2e` and `npm test` fetch a browser first; without one, Playwright says how to get its own. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 0,
  forbidOnly: true,
  use: {
    // A trace of each test takes as long as the test again; `npm run e2e -- --trace=on` keeps one.
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
