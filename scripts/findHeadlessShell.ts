import { existsSync } from 'node:fs';
import { onPath } from './onPath.ts';

const programs = ['chromium-headless-shell', 'chrome-headless-shell'];

/**
 * The path of a Chromium that is built without windows, or nothing: one on the PATH, unless `CHROMIUM_PATH` says what to take. The same
 * pages take two thirds of the processor time in it. It hides no tab behind another, keeps no page for Back and shows no notification.
 */
export function findHeadlessShell(): string | undefined {
  if (process.env['CHROMIUM_PATH']) return undefined;
  return onPath(programs).find((path) => existsSync(path));
}
