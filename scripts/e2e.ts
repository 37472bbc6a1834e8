import { buildPageIfStale } from './buildPage.ts';
import { ensureBrowser } from './ensureBrowser.ts';
import { nodeBin } from './nodeBin.ts';
import { runCommand } from './runCommand.ts';

/** `npm run e2e -- …`: the browser tests alone, with Playwright's own arguments. */
const playwright = nodeBin('@playwright/test', 'playwright');
await buildPageIfStale();
await ensureBrowser();
const result = await runCommand(process.execPath, [playwright, 'test', ...process.argv.slice(2)], {
  timeoutMs: 60 * 60_000,
  live: true,
});
process.exitCode = result.code;
