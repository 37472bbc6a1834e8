import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { onPath } from './onPath.ts';
import { projectDirectory } from './projectDirectory.ts';

/** What starts the Chromium that {@link ensureBrowser} takes from the npm registry when nothing else is to be had. */
export const fetchedBrowser = join(projectDirectory, '.cache', 'chromium', 'start');

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge-stable'];

const usualPlaces: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/**
 * The path of a Chromium that is on this machine already, or nothing: `CHROMIUM_PATH`, Playwright's own, one on the PATH, one in a usual
 * place, or one that was fetched before.
 * @throws {Error} when `CHROMIUM_PATH` is set to something that is no browser: what was asked for is not silently replaced.
 */
export function findBrowser(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH is set to ${chosen}, and there is no file of that name.`);
  }
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  return candidates().find((path) => existsSync(path) && answers(path));
}

function candidates(): string[] {
  return [...onPath(programs), ...(usualPlaces[process.platform] ?? []), fetchedBrowser];
}

/** Some systems put a script there that only tells how to install a browser. On Windows Chrome does not answer, it opens. */
function answers(path: string): boolean {
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { timeout: 15_000, stdio: 'ignore' }).status === 0;
}
